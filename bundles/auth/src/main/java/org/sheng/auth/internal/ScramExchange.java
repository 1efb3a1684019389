package org.sheng.auth.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.auth.Passwords;
import org.sheng.auth.Passwords.ScramKeys;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.directory.Directory;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** SCRAM-SHA-256, the server's side (RFC 5802, RFC 7677), without channel binding. */
final class ScramExchange implements SaslExchange {
    private static final String NAME = "SCRAM-SHA-256";
    private static final int NONCE_OCTETS = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Verifier verifier;
    private final Directory directory;
    private final Passwords passwords;
    private final Origin origin;
    private Stage stage = Stage.FIRST;
    private Verifier.Attempt attempt;
    private ScramMessages.First first;
    private String serverFirst = "";
    private Known known;
    private Verdict verdict = new Verdict.Refused();

    ScramExchange(Verifier verifier, Directory directory, Passwords passwords, Origin origin) {
        this.verifier = verifier;
        this.directory = directory;
        this.passwords = passwords;
        this.origin = origin;
        this.attempt = verifier.attempt(origin, "", NAME);
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public CompletionStage<Step> step(byte[] response) {
        return switch (stage) {
            case FIRST -> first(response);
            case PROOF -> proof(response);
            case END -> end(response);
        };
    }

    private CompletionStage<Step> first(byte[] response) {
        Optional<ScramMessages.First> message = ScramMessages.first(response);
        if (message.isEmpty()) {
            return malformed("not a client-first-message (RFC 5802 §7)");
        }
        first = message.get();
        attempt = verifier.attempt(origin, first.user(), NAME);
        Optional<Verdict> early = verifier.mayTry(attempt);
        if (early.isPresent()) {
            return done(early.get());
        }
        stage = Stage.PROOF;
        return verifier.onLookUps(this::known).handle((found, failure) -> {
            if (failure != null) {
                return new Step.Done(Verifier.busy(failure));
            }
            known = found;
            byte[] nonce = new byte[NONCE_OCTETS];
            RANDOM.nextBytes(nonce);
            Base64.Encoder base64 = Base64.getEncoder();
            serverFirst = "r=" + first.nonce() + base64.encodeToString(nonce) + ",s=" + base64.encodeToString(known.keys().salt())
                    + ",i=" + known.keys().iterations();
            return new Step.Challenge(serverFirst.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private Known known() {
        Optional<Known> found = attempt.login().address().flatMap(address -> directory.credentials(address).flatMap(stored ->
                directory.user(stored.user()).flatMap(user -> passwords.scram(stored).map(keys -> new Known(keys, Optional.of(user))))));
        return found.orElseGet(() -> new Known(passwords.scramOfNobody(attempt.login().key()), Optional.empty()));
    }

    private CompletionStage<Step> proof(byte[] response) {
        Optional<ScramMessages.Last> message = ScramMessages.last(response);
        if (message.isEmpty()) {
            return malformed("not a client-final-message (RFC 5802 §7)");
        }
        ScramMessages.Last last = message.get();
        boolean sameBinding = MessageDigest.isEqual(last.channelBinding(), first.gs2Header().getBytes(StandardCharsets.UTF_8));
        if (!sameBinding || !serverFirst.startsWith("r=" + last.nonce() + ",s=")) {
            return malformed("channel binding or nonce is not the one of this exchange (RFC 5802 §5.1)");
        }
        // RFC 5802 §3: AuthMessage
        byte[] authMessage = (first.bare() + "," + serverFirst + "," + last.withoutProof()).getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> signature = passwords.scramSignature(known.keys(), authMessage, last.proof());
        if (signature.isEmpty() || known.user().isEmpty()) {
            return done(verifier.refused(attempt, known.user().isEmpty() ? "no such user, or one without SCRAM keys yet" : "wrong password"));
        }
        User user = known.user().get();
        boolean asOneself = first.authzid().isEmpty() || MailAddress.tryParse(first.authzid()).filter(user.addresses()::contains).isPresent();
        if (!asOneself) {
            return done(verifier.malformed(attempt, "may not act as " + Login.of(first.authzid(), "").told()));
        }
        verdict = verifier.accepted(attempt, user);
        if (!(verdict instanceof Verdict.Accepted)) {
            return done(verdict);
        }
        stage = Stage.END;
        String serverFinal = "v=" + Base64.getEncoder().encodeToString(signature.get());
        return CompletableFuture.completedFuture(new Step.Challenge(serverFinal.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The client saw the server's signature and answers with nothing. */
    private CompletionStage<Step> end(byte[] response) {
        return response.length == 0 ? done(verdict) : malformed("more than SCRAM has to say");
    }

    private CompletionStage<Step> malformed(String reason) {
        return done(verifier.malformed(attempt, reason));
    }

    private static CompletionStage<Step> done(Verdict verdict) {
        return CompletableFuture.completedFuture(new Step.Done(verdict));
    }

    private enum Stage { FIRST, PROOF, END }

    private record Known(ScramKeys keys, Optional<User> user) { }
}
