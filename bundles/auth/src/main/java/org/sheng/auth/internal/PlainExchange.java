package org.sheng.auth.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.mail.MailAddress;

/** PLAIN: {@code [authzid] NUL authcid NUL passwd} (RFC 4616 §2). */
final class PlainExchange implements SaslExchange {
    private static final String NAME = "PLAIN";

    private final Verifier verifier;
    private final Origin origin;

    PlainExchange(Verifier verifier, Origin origin) {
        this.verifier = verifier;
        this.origin = origin;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public CompletionStage<Step> step(byte[] response) {
        int first = nul(response, 0);
        int second = nul(response, first + 1);
        boolean three = first < second && second < response.length && nul(response, second + 1) == response.length;
        Optional<String> authzid = three ? Utf8.text(response, 0, first) : Optional.empty();
        Optional<String> authcid = three ? Utf8.text(response, first + 1, second) : Optional.empty();
        Optional<char[]> password = three ? Utf8.chars(response, second + 1, response.length) : Optional.empty();
        Arrays.fill(response, (byte) 0);
        if (authzid.isEmpty() || authcid.isEmpty() || password.isEmpty() || authcid.get().isEmpty() || password.get().length == 0) {
            return done(verifier.malformed(verifier.attempt(origin, authcid.orElse(""), NAME), "not a PLAIN message (RFC 4616)"));
        }
        return verifier.verify(origin, authcid.get(), password.get(), NAME)
                .thenApply(verdict -> new Step.Done(mayActAs(authcid.get(), authzid.get(), verdict)));
    }

    /** Nobody may act as somebody else (RFC 4616 §2: authorization identity). */
    private Verdict mayActAs(String authcid, String authzid, Verdict verdict) {
        if (authzid.isEmpty() || authzid.equals(authcid) || !(verdict instanceof Verdict.Accepted accepted)) {
            return verdict;
        }
        boolean own = MailAddress.tryParse(authzid).filter(accepted.user().addresses()::contains).isPresent();
        return own ? verdict : verifier.malformed(verifier.attempt(origin, authcid, NAME), "may not act as " + Login.of(authzid, "").told());
    }

    private static int nul(byte[] octets, int from) {
        int at = from;
        while (at < octets.length && octets[at] != 0) {
            at++;
        }
        return at;
    }

    private static CompletionStage<Step> done(Verdict verdict) {
        return CompletableFuture.completedFuture(new Step.Done(verdict));
    }
}
