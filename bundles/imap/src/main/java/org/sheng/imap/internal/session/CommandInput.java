package org.sheng.imap.internal.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.sheng.imap.internal.parse.CommandParser;
import org.sheng.imap.internal.parse.CommandReader;
import org.sheng.imap.internal.parse.Request;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;

/** From the client's bytes to its commands: their lines and literals, within bounds (RFC 7888). */
final class CommandInput {
    private static final long LITERALS_BEFORE_LOGIN = 4_096;
    private static final long LITERALS = 1 << 20;

    private final ImapSession session;
    private final CommandReader reader = new CommandReader();

    CommandInput(ImapSession session) {
        this.session = session;
    }

    /** What is unread of a command is forgotten. */
    void clear() {
        reader.clear();
    }

    Next input(ByteBuffer unread) {
        return switch (reader.read(unread)) {
            case MORE -> Next.MORE;
            case TOO_LONG -> {
                reader.clear();
                session.out().line("* BAD A command has at most " + CommandReader.MAX_LINE + " bytes in its lines");
                yield session.bye("[TOOBIG] The command has no end");
            }
            case LITERAL -> literal();
            case COMPLETE -> {
                Request request = CommandParser.parse(reader.bytes(), reader.length());
                reader.clear();
                yield session.perform(request);
            }
        };
    }

    private Next literal() {
        Optional<Request> append = CommandParser.appendHead(reader.bytes(), reader.length());
        if (append.isPresent()) {
            reader.clear();
            return session.perform(append.get());
        }
        Out out = session.out();
        long most = session.state() == State.NOT_AUTHENTICATED ? LITERALS_BEFORE_LOGIN : LITERALS;
        if (reader.literalBytes() + reader.literalSize() > most) {
            boolean waits = reader.literalWaits();
            String tag = CommandParser.parse(reader.bytes(), reader.length()).tag();
            reader.clear();
            out.raw(tag).raw(" BAD [TOOBIG] The literals of this command are larger than ").number(most);
            out.raw(" bytes\r\n");
            return waits ? Next.AGAIN : session.bye("[TOOBIG] A literal was announced that is not read"); // RFC 7888 §4
        }
        if (reader.literalWaits()) {
            out.raw("+ Go on\r\n");
        }
        reader.acceptLiteral();
        return Next.AGAIN;
    }
}
