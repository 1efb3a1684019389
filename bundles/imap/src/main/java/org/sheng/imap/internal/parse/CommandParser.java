package org.sheng.imap.internal.parse;

import java.util.Optional;

/** The commands of RFC 3501 and the extensions served (RFC 9051 §9 has the grammar of both). */
public final class CommandParser {
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
            Command.Append append = MailboxWords.append(in);
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
            case "CAPABILITY" -> in.end(new Command.Capability());
            case "NOOP" -> in.end(new Command.Noop());
            case "LOGOUT" -> in.end(new Command.Logout());
            case "STARTTLS" -> in.end(new Command.StartTls());
            case "AUTHENTICATE" -> SessionWords.authenticate(in);
            case "LOGIN" -> SessionWords.login(in);
            case "ENABLE" -> SessionWords.enable(in);
            case "ID" -> SessionWords.id(in);
            case "SELECT" -> MailboxWords.select(in, false);
            case "EXAMINE" -> MailboxWords.select(in, true);
            case "CREATE" -> MailboxWords.create(in);
            case "DELETE" -> in.end(new Command.Delete(MailboxWords.mailbox(in)));
            case "RENAME" -> in.end(new Command.Rename(MailboxWords.mailbox(in), MailboxWords.mailbox(in)));
            case "SUBSCRIBE" -> in.end(new Command.Subscribe(MailboxWords.mailbox(in)));
            case "UNSUBSCRIBE" -> in.end(new Command.Unsubscribe(MailboxWords.mailbox(in)));
            case "LIST" -> MailboxWords.list(in);
            case "LSUB" -> in.end(new Command.Lsub(MailboxWords.mailbox(in), MailboxWords.pattern(in)));
            case "NAMESPACE" -> in.end(new Command.Namespace());
            case "STATUS" -> MailboxWords.status(in);
            case "APPEND" -> throw new SyntaxError("APPEND needs a mailbox and a message as literal");
            case "IDLE" -> in.end(new Command.Idle());
            case "CHECK" -> in.end(new Command.Check());
            case "CLOSE" -> in.end(new Command.Close());
            case "UNSELECT" -> in.end(new Command.Unselect());
            case "EXPUNGE" -> in.end(new Command.Expunge(Optional.empty()));
            case "SEARCH" -> MessageWords.search(in, false);
            case "FETCH" -> MessageWords.fetch(in, false);
            case "STORE" -> MessageWords.store(in, false);
            case "COPY" -> in.end(new Command.Copy(false, MessageWords.set(in), MailboxWords.mailbox(in)));
            case "MOVE" -> in.end(new Command.Move(false, MessageWords.set(in), MailboxWords.mailbox(in)));
            default -> new Command.Unknown(word);
        };
    }

    private static Command uid(Lexer in, String word) {
        return switch (word) {
            case "SEARCH" -> MessageWords.search(in, true);
            case "FETCH" -> MessageWords.fetch(in, true);
            case "STORE" -> MessageWords.store(in, true);
            case "COPY" -> in.end(new Command.Copy(true, MessageWords.set(in), MailboxWords.mailbox(in)));
            case "MOVE" -> in.end(new Command.Move(true, MessageWords.set(in), MailboxWords.mailbox(in)));
            case "EXPUNGE" -> in.end(new Command.Expunge(Optional.of(MessageWords.set(in)))); // RFC 4315 §2.1
            default -> new Command.Unknown("UID " + word);
        };
    }
}
