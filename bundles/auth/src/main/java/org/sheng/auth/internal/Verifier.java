package org.sheng.auth.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.auth.Passwords;
import org.sheng.auth.Verdict;
import org.sheng.directory.Directory;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.User;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.LoginAccepted;
import org.sheng.event.MailEvent.LoginRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies a login and its password, and tells the outcome. */
final class Verifier {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final int MAX_PASSWORD = 1_024;

    private final Directory directory;
    private final Passwords passwords;
    private final Events events;
    private final Supplier<AuthSettings> settings;
    private final Pools pools;
    private final RememberedLogins remembered;
    private final Guessing guessing;

    Verifier(Directory directory, Passwords passwords, Events events, Supplier<AuthSettings> settings, Pools pools, LongSupplier nanos) {
        this.directory = directory;
        this.passwords = passwords;
        this.events = events;
        this.settings = settings;
        this.pools = pools;
        remembered = new RememberedLogins(settings.get().rememberMost(), () -> settings.get().rememberFor(), nanos);
        guessing = new Guessing(settings, nanos);
    }

    /** Overwrites the password when the verdict is there. */
    CompletableFuture<Verdict> verify(Origin origin, String said, char[] password, String mechanism) {
        Attempt attempt = attempt(origin, said, mechanism);
        return verdict(attempt, password).exceptionally(Verifier::busy).whenComplete((verdict, failure) -> Arrays.fill(password, '\0'));
    }

    private CompletableFuture<Verdict> verdict(Attempt attempt, char[] password) {
        Optional<Verdict> early = mayTry(attempt);
        if (early.isPresent()) {
            return CompletableFuture.completedFuture(early.get());
        }
        if (password.length > MAX_PASSWORD) {
            return CompletableFuture.completedFuture(refused(attempt, "a password of " + password.length + " characters"));
        }
        ByteBuffer key = remembered.key(attempt.login().key(), password);
        Optional<RememberedLogins.Entry> entry = remembered.find(key);
        if (entry.isPresent() && entry.get().changes() == directory.changes()) {
            return CompletableFuture.completedFuture(accepted(attempt, entry.get().user()));
        }
        return on(pools.lookUps(), () -> look(attempt, key, entry, password)).thenCompose(next -> next);
    }

    /** What a client that guesses is told before anything is looked up. */
    Optional<Verdict> mayTry(Attempt attempt) {
        return guessing.mustWait(attempt.origin().client(), attempt.login().key()).map(wait -> {
            tell(attempt, "too many wrong passwords: has to wait " + (wait.toSeconds() + 1) + " s");
            return new Verdict.Busy("Too many failed logins, try again in " + (wait.toSeconds() + 1) + " seconds");
        });
    }

    private CompletableFuture<Verdict> look(Attempt attempt, ByteBuffer key, Optional<RememberedLogins.Entry> entry, char[] password) {
        long changes = directory.changes(); // before the look-ups: a change meanwhile makes what they find obsolete
        Optional<Credentials> stored = attempt.login().address().flatMap(directory::credentials);
        Optional<User> user = stored.flatMap(found -> directory.user(found.user()));
        if (user.isPresent() && entry.isPresent() && entry.get().credentials().equals(stored.get())) {
            remembered.confirm(key, entry.get(), user.get(), changes);
            return CompletableFuture.completedFuture(accepted(attempt, user.get()));
        }
        return on(pools.hashing(), () -> user.isEmpty() ? nobody(attempt, password) : compute(attempt, key, user.get(), stored.get(), changes, password));
    }

    private Verdict nobody(Attempt attempt, char[] password) {
        passwords.matchNobody(password);
        return refused(attempt, "no such user");
    }

    private Verdict compute(Attempt attempt, ByteBuffer key, User user, Credentials stored, long changes, char[] password) {
        if (!(passwords.match(stored, password) instanceof Passwords.Match.Right right)) {
            return refused(attempt, "wrong password");
        }
        right.better().ifPresent(better -> upgrade(stored, better));
        remembered.remember(key, user, right.better().orElse(stored), changes);
        return accepted(attempt, user);
    }

    private void upgrade(Credentials before, Credentials better) {
        try {
            directory.upgradeCredentials(before.user(), before, better);
        } catch (DirectoryUnavailable e) {
            LOG.warn("the proofs of a password were not upgraded, the next login tries again: {}", e.getMessage());
        }
    }

    Attempt attempt(Origin origin, String said, String mechanism) {
        return new Attempt(origin, Login.of(said, settings.get().defaultDomain()), mechanism);
    }

    /** The password, or a proof of it, was right. */
    Verdict accepted(Attempt attempt, User user) {
        guessing.succeeded(attempt.origin().client(), attempt.login().key());
        if (!user.active()) {
            tell(attempt, "suspended");
            return new Verdict.Suspended();
        }
        events.publish(new LoginAccepted(attempt.origin().service(), attempt.origin().client(), user.address().toString(), attempt.mechanism()));
        return new Verdict.Accepted(user);
    }

    Verdict refused(Attempt attempt, String reason) {
        guessing.failed(attempt.origin().client(), attempt.login().key());
        tell(attempt, reason);
        return new Verdict.Refused();
    }

    /** For messages that break the mechanism's rules; nobody's password was tried. */
    Verdict malformed(Attempt attempt, String reason) {
        tell(attempt, reason);
        return new Verdict.Refused();
    }

    private void tell(Attempt attempt, String reason) {
        events.publish(new LoginRefused(attempt.origin().service(), attempt.origin().client(), attempt.login().told(), attempt.mechanism(), reason));
    }

    /** Looks up what a mechanism needs; fails as {@link #busy} understands it. */
    <T> CompletableFuture<T> onLookUps(Supplier<T> work) {
        return on(pools.lookUps(), work);
    }

    /** What the client is told when the verification itself failed. */
    static Verdict busy(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return new Verdict.Busy("Too many logins at once, try again");
        }
        if (cause instanceof DirectoryUnavailable) {
            return new Verdict.Busy("Logins cannot be verified now, try again later");
        }
        LOG.error("a login was not verified because of a defect", cause);
        return new Verdict.Busy("Logins cannot be verified now, try again later");
    }

    private static <T> CompletableFuture<T> on(Executor pool, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** One try of a client. */
    record Attempt(Origin origin, Login login, String mechanism) { }
}
