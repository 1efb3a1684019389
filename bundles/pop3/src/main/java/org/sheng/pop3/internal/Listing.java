package org.sheng.pop3.internal;

import java.util.function.IntFunction;
import org.sheng.net.Next;

/** A scan listing: a line for one message, or for all that are not marked as deleted (RFC 1939 §5). */
final class Listing {
    private static final int LINES_A_PIECE = 500;

    private Listing() { }

    /** @param about what is told of a message, behind its number */
    static Next run(Pop3Session session, Arguments arguments, IntFunction<String> about) {
        if (!arguments.numbers().isEmpty()) {
            int number = arguments.numbers().get(0);
            return session.maildrop().has(number) ? session.ok(number + " " + about.apply(number))
                    : NoMessage.answer(session, number);
        }
        session.ok(session.maildrop().count() + " messages (" + session.maildrop().totalOctets() + " octets)");
        return new Pump(session.connection(), new Lines(session, about)::write).run();
    }

    private static final class Lines {
        private final Pop3Session session;
        private final IntFunction<String> about;
        private int next = 1;

        Lines(Pop3Session session, IntFunction<String> about) {
            this.session = session;
            this.about = about;
        }

        /** Writes a piece; false behind the last one. */
        boolean write() {
            Maildrop maildrop = session.maildrop();
            StringBuilder piece = new StringBuilder();
            for (int lines = 0; lines < LINES_A_PIECE && next <= maildrop.size(); next++) {
                if (maildrop.has(next)) {
                    piece.append(next).append(' ').append(about.apply(next)).append("\r\n");
                    lines++;
                }
            }
            boolean more = next <= maildrop.size();
            session.connection().write(more ? piece : piece.append(".\r\n"));
            return more;
        }
    }
}
