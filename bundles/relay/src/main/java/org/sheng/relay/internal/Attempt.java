package org.sheng.relay.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.sheng.queue.QueueWorker.Outcome;
import org.sheng.queue.Recipient;
import org.sheng.queue.Submission;
import org.sheng.store.MailStore;

/** One attempt at one entry: host by host, until each recipient has a verdict or no host is left. */
final class Attempt {
    private final Submission message;
    private final RelaySettings settings;
    private final Hosts hosts;
    private final Executor disk;
    private final Body body;
    private final Map<Recipient, Verdict> verdicts = new LinkedHashMap<>();
    private Outcome outcome = Outcome.DEAD;

    /** @param verdicts one for each recipient */
    record Result(Map<Recipient, Verdict> verdicts, Outcome outcome) { }

    Attempt(Submission message, RelaySettings settings, Hosts hosts, MailStore store, Executor disk) {
        this.message = message;
        this.settings = settings;
        this.hosts = hosts;
        this.disk = disk;
        this.body = new Body(store, disk, message);
    }

    /** Never fails for what a host does. */
    CompletableFuture<Result> run(List<Target> targets) {
        return from(targets, 0, Optional.empty()).thenApply(done -> new Result(verdicts, outcome));
    }

    private CompletableFuture<Void> from(List<Target> targets, int at, Optional<Verdict.Later> last) {
        List<Recipient> open = open();
        if (open.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (at == targets.size()) {
            Verdict later = last.orElseThrow();
            open.forEach(recipient -> verdicts.put(recipient, later));
            return CompletableFuture.completedFuture(null);
        }
        Target target = targets.get(at);
        return host(target).handle((done, failure) -> failure).thenCompose(failure -> {
            if (failure == null) {
                return from(targets, at + 1, Optional.of(new Verdict.Later(target.host(), "4.4.2", "the host left")));
            }
            HostFailure why = hostFailure(failure);
            if (why.kind() == HostFailure.Kind.TLS && target.mayGoWithoutTls()) {
                return from(replaced(targets, at, target.withoutTls()), at, last);
            }
            if (why.kind() == HostFailure.Kind.REFUSED) {
                outcome = Outcome.SLOW;
            }
            return from(targets, at + 1, Optional.of(new Verdict.Later(target.host(), why.status(), why.getMessage())));
        });
    }

    private static List<Target> replaced(List<Target> targets, int at, Target by) {
        List<Target> changed = new ArrayList<>(targets);
        changed.set(at, by);
        return changed;
    }

    private static HostFailure hostFailure(Throwable failure) {
        return cause(failure) instanceof HostFailure host ? host
                : new HostFailure(HostFailure.Kind.UNREACHABLE, "4.3.0", cause(failure).toString());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private List<Recipient> open() {
        return message.recipients().stream().filter(recipient -> !verdicts.containsKey(recipient)).toList();
    }

    /** A kept connection that turns out to be at its end costs nothing: the host is asked again over a new one. */
    private CompletableFuture<Void> host(Target target) {
        Optional<Peer> kept = hosts.kept(target, settings);
        if (kept.isEmpty()) {
            return fresh(target);
        }
        Outcome before = outcome;
        return talk(kept.get()).handle((done, failure) -> {
            if (failure == null) {
                return CompletableFuture.completedFuture(done);
            }
            if (!(cause(failure) instanceof HostFailure)) {
                return CompletableFuture.<Void>failedFuture(failure);
            }
            outcome = before;
            return fresh(target);
        }).thenCompose(next -> next);
    }

    private CompletableFuture<Void> fresh(Target target) {
        return hosts.open(target, settings).thenCompose(this::talk);
    }

    private CompletableFuture<Void> talk(Peer peer) {
        peer.countMessage();
        if (outcome == Outcome.DEAD) {
            outcome = Outcome.SLOW; // until it answers for the mail
        }
        return CompletableFuture.supplyAsync(() -> Conditions.missing(peer, message, body), disk).thenCompose(missing -> {
            if (missing.isPresent()) {
                outcome = Outcome.ALIVE;
                open().forEach(recipient -> verdicts.put(recipient, missing.get()));
                return CompletableFuture.completedFuture(false);
            }
            return transactions(peer);
        }).handle((slow, failure) -> {
            if (failure != null) {
                peer.dialog().quit();
                throw new CompletionException(cause(failure));
            }
            if (slow) {
                peer.dialog().quit();
            } else {
                hosts.keep(peer, settings);
            }
            return null;
        });
    }

    /** True when the host asked to slow down. */
    private CompletableFuture<Boolean> transactions(Peer peer) {
        List<Recipient> open = open();
        if (open.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        List<Recipient> some = open.subList(0, Math.min(Transaction.MOST, open.size()));
        return new Transaction(peer, settings, message, some, body).run().thenCompose(report -> {
            verdicts.putAll(report.verdicts());
            outcome = report.slow() ? Outcome.SLOW : Outcome.ALIVE;
            return report.slow() ? CompletableFuture.completedFuture(true) : transactions(peer);
        });
    }
}
