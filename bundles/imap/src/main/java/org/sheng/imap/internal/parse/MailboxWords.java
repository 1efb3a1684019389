package org.sheng.imap.internal.parse;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.sheng.imap.internal.parse.Command.ListOption;
import org.sheng.imap.internal.parse.Command.StatusItem;
import org.sheng.store.Flags;

/** What follows the names of the commands about mailboxes (RFC 3501 §6.3). */
final class MailboxWords {
    private MailboxWords() { }

    static String mailbox(Lexer in) {
        in.space();
        return MailboxName.decode(in.astring());
    }

    static String pattern(Lexer in) {
        in.space();
        return MailboxName.decode(in.listMailbox());
    }

    static Command select(Lexer in, boolean examine) {
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
        return in.end(new Command.Select(mailbox, examine, condstore));
    }

    /** RFC 9051 §6.3.4: a separator at the end says that names below will follow, which needs nothing here. */
    static Command create(Lexer in) {
        String name = mailbox(in);
        return in.end(new Command.Create(name.endsWith("/") ? name.substring(0, name.length() - 1) : name));
    }

    static Command list(Lexer in) {
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
        return in.end(new Command.List_(reference, patterns, only, give));
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

    static Command status(Lexer in) {
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
        return in.end(new Command.Status(mailbox, items));
    }

    static Command.Append append(Lexer in) {
        String mailbox = MailboxName.decode(in.astring());
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = FlagWords.read(in, false);
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
}
