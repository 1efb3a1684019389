package org.sheng.pop3.internal;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.SaslExchange.Step;
import org.sheng.net.Next;

/** AUTH: a login by a SASL mechanism (RFC 5034 §4). */
final class Auth implements Command {
    private static final byte[] NOTHING = new byte[0];

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        String[] words = arguments.text().strip().split(" +", 2);
        String mechanism = words[0].toUpperCase(Locale.ROOT);
        Optional<SaslExchange> exchange = session.shared().authenticator()
                .sasl(session.origin(), mechanism, session.connection().confidential());
        if (exchange.isEmpty()) {
            return session.error("no such mechanism on this connection; CAPA lists what there is");
        }
        if (words.length == 2) {
            // RFC 5034 §4: = is an initial response of no bytes
            return exchange.get().clientFirst() ? answer(session, exchange.get(), words[1].equals("=") ? "" : words[1])
                    : session.error("the mechanism takes no initial response");
        }
        return exchange.get().clientFirst() ? session.ask("", line -> answer(session, exchange.get(), line))
                : step(session, exchange.get(), NOTHING);
    }

    private static Next answer(Pop3Session session, SaslExchange exchange, String line) {
        if (line.equals("*")) {
            return session.error("given up as you wished"); // RFC 5034 §4
        }
        try {
            return step(session, exchange, Base64.getDecoder().decode(line));
        } catch (IllegalArgumentException e) {
            return session.error("that was no base64; the exchange is over");
        }
    }

    private static Next step(Pop3Session session, SaslExchange exchange, byte[] response) {
        return session.when(exchange.step(response), (step, failure) -> {
            if (step instanceof Step.Challenge challenge) {
                return session.ask(Base64.getEncoder().encodeToString(challenge.bytes()),
                        line -> answer(session, exchange, line));
            }
            return Login.follow(session, step instanceof Step.Done done ? done.verdict() : null, failure);
        });
    }
}
