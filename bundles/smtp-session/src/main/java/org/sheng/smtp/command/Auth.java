package org.sheng.smtp.command;

import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sheng.auth.Authenticator;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.net.Next;
import org.sheng.smtp.parse.AuthStart;
import org.sheng.smtp.parse.BadSyntax;
import org.sheng.smtp.session.Phase;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AUTH (RFC 4954). */
public final class Auth implements Verb.Action<AuthStart> {
    private static final Logger LOG = LoggerFactory.getLogger(Auth.class);

    @Override
    public Next act(SmtpSession session, AuthStart auth) {
        if (session.user().isPresent()) {
            return session.refuse(new Reply(503, "5.5.1", "you are authenticated already")); // RFC 4954 §4
        }
        if (session.phase() != Phase.GREETED) {
            return session.refuse(new Reply(503, "5.5.1", "not within a transaction")); // RFC 4954 §4
        }
        Authenticator authenticator = session.services().authenticator().orElseThrow();
        boolean confidential = session.connection().confidential();
        Optional<SaslExchange> sasl = authenticator.sasl(new Authenticator.Origin(session.policy().service(), session.client()), auth.mechanism(),
                confidential);
        if (sasl.isEmpty()) {
            boolean underTls = !confidential && authenticator.mechanisms(true).contains(auth.mechanism());
            return session.refuse(underTls ? new Reply(538, "5.7.11", "begin TLS first") // RFC 4954 §6
                    : new Reply(504, "5.5.4", "the mechanism is not known here"));
        }
        if (auth.initial().isPresent()) {
            return initial(session, sasl.get(), auth.mechanism(), auth.initial().get());
        }
        return sasl.get().clientFirst() ? challenge(session, sasl.get(), new byte[0]) : step(session, sasl.get(), new byte[0]);
    }

    private Next initial(SmtpSession session, SaslExchange sasl, String mechanism, byte[] response) {
        if (sasl.clientFirst()) {
            return step(session, sasl, response);
        }
        if (mechanism.equals("LOGIN")) { // of no RFC; many clients send the name at once, in answer to the question they know will come
            return follow(session, sasl, sasl.step(new byte[0]).thenCompose(question -> sasl.step(response)));
        }
        return session.refuse(new Reply(501, "5.7.0", "with this mechanism the server speaks first")); // RFC 4954 §4
    }

    private Next step(SmtpSession session, SaslExchange sasl, byte[] response) {
        return follow(session, sasl, sasl.step(response));
    }

    private Next follow(SmtpSession session, SaslExchange sasl, CompletionStage<SaslExchange.Step> step) {
        return Next.after(step.handle((next, failure) -> {
            if (failure != null) {
                LOG.error("{}: authentication failed", session.connection().id(), failure);
                session.endExchange();
                return session.refuse(new Reply(454, "4.7.0", "cannot authenticate now; try again later"));
            }
            return next instanceof SaslExchange.Step.Challenge challenge ? challenge(session, sasl, challenge.bytes())
                    : done(session, ((SaslExchange.Step.Done) next).verdict());
        }));
    }

    private Next challenge(SmtpSession session, SaslExchange sasl, byte[] bytes) {
        session.exchange(line -> response(session, sasl, line));
        return session.reply(new Reply(334, "", Base64.getEncoder().encodeToString(bytes)));
    }

    private Next response(SmtpSession session, SaslExchange sasl, String line) {
        session.endExchange();
        if (line.equals("*")) {
            return session.refuse(new Reply(501, "5.7.0", "given up")); // RFC 4954 §4
        }
        try {
            return step(session, sasl, AuthStart.response(line));
        } catch (BadSyntax e) {
            return session.refuse(new Reply(e.code(), e.status(), e.getMessage()));
        }
    }

    private static Next done(SmtpSession session, Verdict verdict) {
        session.endExchange();
        if (verdict instanceof Verdict.Accepted accepted) {
            session.authenticated(accepted.user());
            return session.reply(new Reply(235, "2.7.0", "authenticated"));
        }
        if (verdict instanceof Verdict.Busy busy) {
            return session.refuse(new Reply(454, "4.7.0", busy.reason()));
        }
        return session.refuse(verdict instanceof Verdict.Suspended
                ? new Reply(525, "5.7.13", "the account is suspended") // RFC 5248 §2.4
                : new Reply(535, "5.7.8", "name or password is wrong")); // RFC 4954 §6
    }
}
