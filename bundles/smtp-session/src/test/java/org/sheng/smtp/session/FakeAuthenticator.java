package org.sheng.smtp.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.auth.Authenticator;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** The password of every user is "secret"; of a suspended one too. PLAIN, LOGIN, and TWO-STEP, in which the server speaks first and twice. */
public final class FakeAuthenticator implements Authenticator {
    private final FakeDirectory directory;

    public FakeAuthenticator(FakeDirectory directory) {
        this.directory = directory;
    }

    @Override
    public CompletionStage<Verdict> verify(Origin origin, String login, char[] password) {
        if (login.equals("busy")) {
            return CompletableFuture.completedFuture(new Verdict.Busy("too many logins wait"));
        }
        if (!new String(password).equals("secret")) {
            return CompletableFuture.completedFuture(new Verdict.Refused());
        }
        if (login.equals("suspended")) {
            return CompletableFuture.completedFuture(new Verdict.Suspended());
        }
        Optional<User> user = MailAddress.tryParse(login).flatMap(directory::user);
        return CompletableFuture.completedFuture(user.isPresent() ? new Verdict.Accepted(user.get()) : new Verdict.Refused());
    }

    @Override
    public List<String> mechanisms(boolean confidential) {
        return confidential ? List.of("TWO-STEP", "PLAIN", "LOGIN") : List.of("TWO-STEP");
    }

    @Override
    public Optional<SaslExchange> sasl(Origin origin, String mechanism, boolean confidential) {
        if (!mechanisms(confidential).contains(mechanism)) {
            return Optional.empty();
        }
        return Optional.of(switch (mechanism) {
            case "PLAIN" -> exchange(true, response -> {
                String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
                return verify(origin, parts[1], parts[2].toCharArray()).thenApply(SaslExchange.Step.Done::new);
            });
            default -> login(origin);
        });
    }

    private SaslExchange login(Origin origin) {
        String[] name = new String[2];
        return exchange(false, response -> {
            String text = new String(response, StandardCharsets.UTF_8);
            if (name[0] == null) {
                name[0] = "";
                return challenge("Username:");
            }
            if (name[1] == null) {
                name[1] = text;
                return challenge("Password:");
            }
            return verify(origin, name[1], text.toCharArray()).thenApply(SaslExchange.Step.Done::new);
        });
    }

    private static CompletionStage<SaslExchange.Step> challenge(String text) {
        return CompletableFuture.completedFuture(new SaslExchange.Step.Challenge(text.getBytes(StandardCharsets.UTF_8)));
    }

    private interface Responder {
        CompletionStage<? extends SaslExchange.Step> respond(byte[] response);
    }

    private static SaslExchange exchange(boolean clientFirst, Responder responder) {
        return new SaslExchange() {
            @Override
            public boolean clientFirst() {
                return clientFirst;
            }

            @Override
            public CompletionStage<Step> step(byte[] response) {
                return responder.respond(response).thenApply(step -> step);
            }
        };
    }
}
