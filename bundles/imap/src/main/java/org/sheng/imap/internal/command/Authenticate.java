package org.sheng.imap.internal.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.sheng.auth.SaslExchange;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Listener;
import org.sheng.net.Next;

/** AUTHENTICATE (RFC 3501 §6.2.2, with the initial response of RFC 4959). */
final class Authenticate implements Listener {
    private static final int MAX_LINE = 65_536;
    private final ImapSession session;
    private final SaslExchange exchange;
    private byte[] line = new byte[256];
    private int length;

    private Authenticate(ImapSession session, SaslExchange exchange) {
        this.session = session;
        this.exchange = exchange;
    }

    static Next handle(ImapSession session, Command.Authenticate command) {
        boolean confidential = session.connection().confidential();
        Optional<SaslExchange> exchange = session.imap().authenticator().sasl(session.origin(), command.mechanism(), confidential);
        if (exchange.isEmpty()) {
            return session.no(confidential ? "[CANNOT] There is no such mechanism here" : "[PRIVACYREQUIRED] Not without TLS");
        }
        Authenticate dialogue = new Authenticate(session, exchange.get());
        if (command.initial().isPresent()) {
            return exchange.get().clientFirst() ? dialogue.step(command.initial().get())
                    : session.bad("This mechanism begins with the server's challenge");
        }
        return exchange.get().clientFirst() ? dialogue.ask(new byte[0]) : dialogue.step(new byte[0]);
    }

    private Next ask(byte[] challenge) {
        session.out().raw("+ ").bytes(Base64.getEncoder().encode(challenge)).end();
        session.listen(this);
        return Next.AGAIN;
    }

    @Override
    public Next input(ByteBuffer unread) {
        while (unread.hasRemaining()) {
            byte b = unread.get();
            if (b == '\n') {
                session.listen(null);
                return response();
            }
            if (length == MAX_LINE) {
                return session.bye("[TOOBIG] The response has no end");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = b;
        }
        return Next.MORE;
    }

    private Next response() {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
        length = 0;
        if (text.equals("*")) {
            return session.bad("Given up");
        }
        try {
            return step(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return session.bad("The response is no base64");
        }
    }

    private Next step(byte[] response) {
        return session.awaitOrFail(exchange.step(response), step -> step instanceof SaslExchange.Step.Done done
                ? LoggingIn.answer(session, done.verdict()) : ask(((SaslExchange.Step.Challenge) step).bytes()));
    }
}
