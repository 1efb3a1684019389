package org.sheng.imap.internal.parse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sheng.imap.internal.parse.Command.ListOption;
import org.sheng.imap.internal.parse.Command.StatusItem;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.Flags;

/** The commands of RFC 3501 and the extensions served (RFC 9051 §9 has the grammar of both). */
public final class CommandParser {
    private static final int MAX_ID_FIELDS = 30;

    private CommandParser() { }

    /** Understands a whole command, its literals in place, without its line end. Never throws. */
    public static Request parse(byte[] bytes, int length) {
        Lexer in = new Lexer(bytes, length);
        String tag = "*";
        try {
            tag = in.tag();
            in.space();
            return new Request(tag, command(in));
        } catch (SyntaxError e) {
            return new Request(tag, new Command.Invalid(e.getMessage()));
        }
    }

    /** Where a command so far, up to and with a literal's announcement at its end, is an APPEND whose message is that literal. */
    public static Optional<Request> appendHead(byte[] bytes, int length) {
        Lexer in = new Lexer(bytes, length);
        try {
            String tag = in.tag();
            in.space();
            if (!in.upperAtom().equals("APPEND")) {
                return Optional.empty();
            }
            in.space();
            Command.Append append = append(in);
            return in.atEnd() ? Optional.of(new Request(tag, append)) : Optional.empty();
        } catch (SyntaxError e) {
            return Optional.empty();
        }
    }

    private static Command command(Lexer in) {
        String word = in.upperAtom();
        if (word.equals("UID")) {
            in.space();
            return uid(in, in.upperAtom());
        }
        return switch (word) {
            case "CAPABILITY" -> end(in, new Command.Capability());
            case "NOOP" -> end(in, new Command.Noop());
            case "LOGOUT" -> end(in, new Command.Logout());
            case "STARTTLS" -> end(in, new Command.StartTls());
            case "AUTHENTICATE" -> authenticate(in);
            case "LOGIN" -> login(in);
            case "ENABLE" -> enable(in);
            case "ID" -> id(in);
            case "SELECT" -> select(in, false);
            case "EXAMINE" -> select(in, true);
            case "CREATE" -> create(in);
            case "DELETE" -> end(in, new Command.Delete(mailbox(in)));
            case "RENAME" -> end(in, new Command.Rename(mailbox(in), mailbox(in)));
            case "SUBSCRIBE" -> end(in, new Command.Subscribe(mailbox(in)));
            case "UNSUBSCRIBE" -> end(in, new Command.Unsubscribe(mailbox(in)));
            case "LIST" -> list(in);
            case "LSUB" -> end(in, new Command.Lsub(mailbox(in), pattern(in)));
            case "NAMESPACE" -> end(in, new Command.Namespace());
            case "STATUS" -> status(in);
            case "APPEND" -> throw new SyntaxError("APPEND needs a mailbox and a message as literal");
            case "IDLE" -> end(in, new Command.Idle());
            case "CHECK" -> end(in, new Command.Check());
            case "CLOSE" -> end(in, new Command.Close());
            case "UNSELECT" -> end(in, new Command.Unselect());
            case "EXPUNGE" -> end(in, new Command.Expunge(Optional.empty()));
            case "SEARCH" -> search(in, false);
            case "FETCH" -> fetch(in, false);
            case "STORE" -> store(in, false);
            case "COPY" -> end(in, new Command.Copy(false, set(in), mailbox(in)));
            case "MOVE" -> end(in, new Command.Move(false, set(in), mailbox(in)));
            default -> new Command.Unknown(word);
        };
    }

    private static Command uid(Lexer in, String word) {
        return switch (word) {
            case "SEARCH" -> search(in, true);
            case "FETCH" -> fetch(in, true);
            case "STORE" -> store(in, true);
            case "COPY" -> end(in, new Command.Copy(true, set(in), mailbox(in)));
            case "MOVE" -> end(in, new Command.Move(true, set(in), mailbox(in)));
            case "EXPUNGE" -> end(in, new Command.Expunge(Optional.of(set(in)))); // RFC 4315 §2.1
            default -> new Command.Unknown("UID " + word);
        };
    }

    private static <C extends Command> C end(Lexer in, C command) {
        in.finish();
        return command;
    }

    private static String mailbox(Lexer in) {
        in.space();
        return MailboxName.decode(in.astring());
    }

    private static String pattern(Lexer in) {
        in.space();
        return MailboxName.decode(in.listMailbox());
    }

    private static SequenceSet set(Lexer in) {
        in.space();
        return in.sequenceSet();
    }

    private static Command authenticate(Lexer in) {
        in.space();
        String mechanism = in.upperAtom();
        if (!in.take(' ')) {
            return end(in, new Command.Authenticate(mechanism, Optional.empty()));
        }
        byte[] initial = in.take('=') && in.atEnd() ? new byte[0] : decode(in.astring()); // RFC 4959 §3
        return end(in, new Command.Authenticate(mechanism, Optional.of(initial)));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new SyntaxError("the initial response is no base64");
        }
    }

    private static Command login(Lexer in) {
        in.space();
        String user = in.astring();
        in.space();
        return end(in, new Command.Login(user, in.astring().toCharArray()));
    }

    private static Command enable(Lexer in) {
        List<String> names = new ArrayList<>();
        while (in.take(' ')) {
            names.add(in.upperAtom());
        }
        if (names.isEmpty()) {
            throw new SyntaxError("ENABLE needs a capability");
        }
        return end(in, new Command.Enable(names));
    }

    private static Command id(Lexer in) {
        in.space();
        Map<String, String> fields = new LinkedHashMap<>();
        if (!in.take('(')) {
            in.nstring();
            return end(in, new Command.Id(fields));
        }
        while (in.peek() != ')') {
            String field = Lexer.decode(in.stringBytes());
            in.space();
            fields.put(field, in.nstring());
            if (fields.size() > MAX_ID_FIELDS) { // RFC 2971 §3.3
                throw new SyntaxError("ID has at most " + MAX_ID_FIELDS + " fields");
            }
            if (!in.take(' ')) {
                break;
            }
        }
        in.expect(')');
        return end(in, new Command.Id(fields));
    }

    private static Command select(Lexer in, boolean examine) {
        String mailbox = mailbox(in);
        boolean condstore = false;
        if (in.take(' ')) { // RFC 4466 §2.1, RFC 7162 §3.1.8
            in.expect('(');
            String parameter = in.upperAtom();
            if (!parameter.equals("CONDSTORE")) {
                throw new SyntaxError("there is no parameter " + parameter);
            }
            condstore = true;
            in.expect(')');
        }
        return end(in, new Command.Select(mailbox, examine, condstore));
    }

    /** RFC 9051 §6.3.4: a separator at the end says that names below will follow, which needs nothing here. */
    private static Command create(Lexer in) {
        String name = mailbox(in);
        return end(in, new Command.Create(name.endsWith("/") ? name.substring(0, name.length() - 1) : name));
    }

    private static Command list(Lexer in) {
        in.space();
        Set<ListOption> only = EnumSet.noneOf(ListOption.class);
        if (in.peek() == '(') {
            only = options(in);
            in.space();
        }
        String reference = MailboxName.decode(in.astring());
        List<String> patterns = patterns(in);
        Set<ListOption> give = EnumSet.noneOf(ListOption.class);
        if (in.take(' ')) {
            String word = in.upperAtom();
            if (!word.equals("RETURN")) {
                throw new SyntaxError("RETURN is expected, not " + word);
            }
            in.space();
            give = options(in);
        }
        return end(in, new Command.List_(reference, patterns, only, give));
    }

    private static List<String> patterns(Lexer in) {
        in.space();
        if (!in.take('(')) {
            return List.of(MailboxName.decode(in.listMailbox()));
        }
        List<String> patterns = new ArrayList<>();
        do {
            patterns.add(MailboxName.decode(in.listMailbox()));
            if (patterns.size() > 100) {
                throw new SyntaxError("LIST has at most 100 patterns");
            }
        } while (in.take(' '));
        in.expect(')');
        return patterns;
    }

    private static Set<ListOption> options(Lexer in) {
        Set<ListOption> options = EnumSet.noneOf(ListOption.class);
        in.expect('(');
        while (in.peek() != ')') {
            String word = in.upperAtom();
            options.add(switch (word) {
                case "SPECIAL-USE" -> ListOption.SPECIAL_USE;
                case "SUBSCRIBED" -> ListOption.SUBSCRIBED;
                case "CHILDREN" -> ListOption.CHILDREN;
                case "REMOTE" -> ListOption.REMOTE;
                default -> throw new SyntaxError("LIST has no option " + word);
            });
            if (!in.take(' ')) {
                break;
            }
        }
        in.expect(')');
        return options;
    }

    private static Command status(Lexer in) {
        String mailbox = mailbox(in);
        in.space();
        in.expect('(');
        Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
        do {
            String word = in.upperAtom();
            items.add(switch (word) {
                case "MESSAGES" -> StatusItem.MESSAGES;
                case "RECENT" -> StatusItem.RECENT;
                case "UIDNEXT" -> StatusItem.UIDNEXT;
                case "UIDVALIDITY" -> StatusItem.UIDVALIDITY;
                case "UNSEEN" -> StatusItem.UNSEEN;
                case "HIGHESTMODSEQ" -> StatusItem.HIGHESTMODSEQ;
                default -> throw new SyntaxError("STATUS has no item " + word);
            });
        } while (in.take(' '));
        in.expect(')');
        return end(in, new Command.Status(mailbox, items));
    }

    private static Command.Append append(Lexer in) {
        String mailbox = MailboxName.decode(in.astring());
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = in.flags(false);
            in.space();
        }
        OptionalLong date = OptionalLong.empty();
        if (in.peek() == '"') {
            date = OptionalLong.of(DateWords.dateTime(in));
            in.space();
        }
        Lexer.Marker marker = in.marker();
        return new Command.Append(mailbox, flags, date, marker.size(), marker.waits());
    }

    private static Command search(Lexer in, boolean uid) {
        in.space();
        String charset = "";
        if (in.peekWord("CHARSET")) {
            in.atom();
            in.space();
            charset = in.astring();
            in.space();
        }
        return new Command.Search(uid, charset, new SearchWords(in, charset(charset)).all());
    }

    /** One that is not known here is refused by who answers; until then its bytes may stand for themselves. */
    private static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static Command fetch(Lexer in, boolean uid) {
        SequenceSet set = set(in);
        in.space();
        List<FetchItem> items = FetchWords.items(in);
        long changedSince = -1;
        if (in.take(' ')) { // RFC 4466 §2.4
            in.expect('(');
            String word = in.upperAtom();
            if (!word.equals("CHANGEDSINCE")) {
                throw new SyntaxError("FETCH has no modifier " + word);
            }
            in.space();
            changedSince = in.number();
            in.expect(')');
        }
        return end(in, new Command.Fetch(uid, set, items, changedSince));
    }

    private static Command store(Lexer in, boolean uid) {
        SequenceSet set = set(in);
        in.space();
        long unchangedSince = -1;
        if (in.take('(')) { // RFC 7162 §3.1.3
            String word = in.upperAtom();
            if (!word.equals("UNCHANGEDSINCE")) {
                throw new SyntaxError("STORE has no modifier " + word);
            }
            in.space();
            unchangedSince = in.number();
            in.expect(')');
            in.space();
        }
        FlagChange change = in.take('+') ? FlagChange.ADD : in.take('-') ? FlagChange.REMOVE : FlagChange.REPLACE;
        String item = in.upperAtom();
        if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) {
            throw new SyntaxError("only FLAGS can be stored");
        }
        in.space();
        return end(in, new Command.Store(uid, set, unchangedSince, change, item.endsWith("SILENT"), in.flags(true)));
    }
}
