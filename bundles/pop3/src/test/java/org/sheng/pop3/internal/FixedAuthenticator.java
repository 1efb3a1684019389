package org.sheng.pop3.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.auth.Authenticator;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.directory.User;

/**
 * Everybody's password is secret; eve is suspended, busy keeps the node busy. PLAIN is there, and TWICE, which asks two
 * questions.
 */
final class FixedAuthenticator implements Authenticator {
    private final List<User> users;

    FixedAuthenticator(List<User> users) {
        this.users = users;
    }

    @Override
    public CompletionStage<Verdict> verify(Origin origin, String login, char[] password) {
        return CompletableFuture.supplyAsync(() -> verdict(login, new String(password)));
    }

    private Verdict verdict(String login, String password) {
        if (login.equals("busy")) {
            return new Verdict.Busy("too many logins at once, try again later");
        }
        if (!password.equals("secret") && !password.equals("two  words ")) {
            return new Verdict.Refused();
        }
        if (login.equals("eve")) {
            return new Verdict.Suspended();
        }
        return users.stream().filter(user -> user.name().equals(login)).findFirst().<Verdict>map(Verdict.Accepted::new)
                .orElse(new Verdict.Refused());
    }

    @Override
    public List<String> mechanisms(boolean confidential) {
        return confidential ? List.of("TWICE", "PLAIN") : List.of("TWICE");
    }

    @Override
    public Optional<SaslExchange> sasl(Origin origin, String mechanism, boolean confidential) {
        return mechanisms(confidential).contains(mechanism)
                ? Optional.of(mechanism.equals("PLAIN") ? new Plain() : new Twice()) : Optional.empty();
    }

    private final class Plain implements SaslExchange {
        @Override
        public boolean clientFirst() {
            return true;
        }

        @Override
        public CompletionStage<Step> step(byte[] response) {
            String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
            return CompletableFuture.completedFuture(new Step.Done(parts.length == 3 ? verdict(parts[1], parts[2])
                    : new Verdict.Refused()));
        }
    }

    private final class Twice implements SaslExchange {
        private String name;

        @Override
        public boolean clientFirst() {
            return false;
        }

        @Override
        public CompletionStage<Step> step(byte[] response) {
            String text = new String(response, StandardCharsets.UTF_8);
            if (name == null && Arrays.equals(response, new byte[0])) {
                return CompletableFuture.completedFuture(new Step.Challenge("who".getBytes(StandardCharsets.UTF_8)));
            }
            if (name == null) {
                name = text;
                return CompletableFuture.completedFuture(new Step.Challenge("proof".getBytes(StandardCharsets.UTF_8)));
            }
            return CompletableFuture.completedFuture(new Step.Done(verdict(name, text)));
        }
    }
}
