package org.sheng.auth.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;

/** LOGIN: name and password, one after the other (draft-murchison-sasl-login-00). */
final class LoginExchange implements SaslExchange {
    private static final String NAME = "LOGIN";

    private final Verifier verifier;
    private final Origin origin;
    private boolean asked;
    private Optional<String> login = Optional.empty();

    LoginExchange(Verifier verifier, Origin origin) {
        this.verifier = verifier;
        this.origin = origin;
    }

    @Override
    public boolean clientFirst() {
        return false;
    }

    @Override
    public CompletionStage<Step> step(byte[] response) {
        if (!asked && response.length == 0) {
            asked = true;
            return challenge("Username:");
        }
        asked = true;
        if (login.isEmpty()) {
            login = Utf8.text(response, 0, response.length).filter(name -> !name.isEmpty());
            return login.isPresent() ? challenge("Password:") : malformed("", "no login name");
        }
        Optional<char[]> password = Utf8.chars(response, 0, response.length).filter(chars -> chars.length > 0);
        Arrays.fill(response, (byte) 0);
        if (password.isEmpty()) {
            return malformed(login.get(), "no password");
        }
        return verifier.verify(origin, login.get(), password.get(), NAME).thenApply(Step.Done::new);
    }

    private CompletionStage<Step> malformed(String name, String reason) {
        Verdict refused = verifier.malformed(verifier.attempt(origin, name, NAME), reason);
        return CompletableFuture.completedFuture(new Step.Done(refused));
    }

    private static CompletionStage<Step> challenge(String text) {
        return CompletableFuture.completedFuture(new Step.Challenge(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
