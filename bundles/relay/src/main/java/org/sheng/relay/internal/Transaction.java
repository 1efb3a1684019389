package org.sheng.relay.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Recipient;
import org.sheng.queue.Submission;

/** One mail transaction (RFC 5321 §3.3): MAIL, RCPT for at most 100 recipients, DATA. */
final class Transaction {
    /** RFC 5321 §4.5.3.1.8: what every host takes. */
    static final int MOST = 100;
    /** RFC 5321 §4.5.3.2.4. */
    private static final Duration DATA_START = Duration.ofMinutes(2);

    private final Peer peer;
    private final RelaySettings settings;
    private final Submission message;
    private final List<Recipient> recipients;
    private final Body body;
    private final Map<Recipient, Verdict> verdicts = new LinkedHashMap<>();
    private final Map<Recipient, Verdict> forNext = new LinkedHashMap<>();

    /**
     * @param verdicts not of each recipient: those that were too many for one transaction are for the next one
     * @param slow the host asked to slow down, or left: the recipients without a verdict are for another time, or
     * another host
     */
    record Report(Map<Recipient, Verdict> verdicts, boolean slow) { }

    Transaction(Peer peer, RelaySettings settings, Submission message, List<Recipient> recipients, Body body) {
        this.peer = peer;
        this.settings = settings;
        this.message = message;
        this.recipients = recipients;
        this.body = body;
    }

    /**
     * Fails with {@link HostFailure} when the conversation broke, or the host left, before any recipient's mail could
     * be there.
     */
    CompletableFuture<Report> run() {
        return ready().thenCompose(ready -> envelope()).thenCompose(replies -> {
            Reply mail = replies.get(0);
            if (!mail.positive()) {
                recipients.forEach(recipient -> verdict(recipient, mail));
                return CompletableFuture.completedFuture(new Report(verdicts, mail.transientFailure()));
            }
            peer.transactionOpen(true);
            List<Recipient> taken = new ArrayList<>();
            for (int i = 0; i < recipients.size(); i++) {
                judge(recipients.get(i), replies.get(i + 1), taken);
            }
            return taken.isEmpty() ? CompletableFuture.completedFuture(report(false, false)) : data(taken);
        });
    }

    /** RFC 5321 §4.1.1.5: what was begun before and had no end is dropped. */
    private CompletableFuture<Void> ready() {
        if (!peer.transactionOpen()) {
            return CompletableFuture.completedFuture(null);
        }
        return command("RSET").thenCompose(reply -> {
            if (!reply.positive()) {
                return CompletableFuture.failedFuture(new HostFailure(HostFailure.Kind.REFUSED, "4.5.0",
                        reply.toString()));
            }
            peer.transactionOpen(false);
            return CompletableFuture.completedFuture(null);
        });
    }

    private void judge(Recipient recipient, Reply reply, List<Recipient> taken) {
        if (reply.positive()) {
            taken.add(recipient);
        } else if (tooMany(reply)) {
            forNext.put(recipient, new Verdict.Later(host(), "4.5.3", reply.toString()));
        } else {
            verdict(recipient, reply);
        }
    }

    /**
     * RFC 5321 §4.5.3.1.10: this one was too many for one transaction; 552 is the old way to say it. A reply that says
     * more means something else.
     */
    private static boolean tooMany(Reply reply) {
        boolean nothingElse = reply.status().endsWith(".5.3") || reply.status().endsWith(".0.0");
        return nothingElse && (reply.code() == 452 || reply.code() == 552);
    }

    /** Where others were taken the next transaction follows at once, else it is for another time. */
    private Report report(boolean accepted, boolean slow) {
        if (!accepted) {
            verdicts.putAll(forNext);
        }
        return new Report(verdicts, slow);
    }

    private void verdict(Recipient recipient, Reply reply) {
        verdicts.put(recipient, Verdict.of(host(), reply, peer.dialog().secure()));
    }

    private String host() {
        return peer.target().host();
    }

    /** All commands at once where the host can (RFC 2920 §3.1), else one after the other. */
    private CompletableFuture<List<Reply>> envelope() {
        List<String> commands = new ArrayList<>();
        commands.add(mail());
        recipients.forEach(recipient -> commands.add("RCPT TO:<" + recipient.address() + ">"));
        if (!peer.capabilities().has("PIPELINING")) {
            return oneByOne(commands, 0, new ArrayList<>());
        }
        List<CompletableFuture<Reply>> replies = commands.stream().map(this::command).toList();
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenApply(all -> replies.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<List<Reply>> oneByOne(List<String> commands, int at, List<Reply> replies) {
        boolean over = at == commands.size() || at == 1 && !replies.get(0).positive();
        return over ? CompletableFuture.completedFuture(replies) : command(commands.get(at)).thenCompose(reply -> {
            replies.add(reply);
            return oneByOne(commands, at + 1, replies);
        });
    }

    private CompletableFuture<Reply> command(String line) {
        return peer.dialog().command(line, settings.replyTimeout()).thenCompose(Transaction::unlessLeaving);
    }

    /** RFC 5321 §3.8: a host that closes the channel answered for itself, not for the mail. */
    private static CompletableFuture<Reply> unlessLeaving(Reply reply) {
        return reply.code() != Dialog.LEAVING ? CompletableFuture.completedFuture(reply)
                : CompletableFuture.failedFuture(new HostFailure(HostFailure.Kind.REFUSED, reply.status(),
                reply.toString()));
    }

    private String mail() {
        StringBuilder mail = new StringBuilder("MAIL FROM:<").append(message.sender().map(MailAddress::toString).orElse("")).append('>');
        if (peer.capabilities().has("SIZE")) {
            mail.append(" SIZE=").append(message.size() - message.skip()); // RFC 1870 §5
        }
        if (message.options().eightBit() && peer.capabilities().has("8BITMIME")) {
            mail.append(" BODY=8BITMIME"); // RFC 6152 §2
        }
        if (Conditions.needsUtf8(message)) {
            mail.append(" SMTPUTF8"); // RFC 6531 §3.4
        }
        return mail.toString();
    }

    private CompletableFuture<Report> data(List<Recipient> taken) {
        Duration limit = settings.replyTimeout().compareTo(DATA_START) < 0 ? settings.replyTimeout() : DATA_START;
        return peer.dialog().command("DATA", limit).thenCompose(Transaction::unlessLeaving).thenCompose(go -> {
            if (go.code() != 354) {
                boolean odd = go.positive();
                taken.forEach(recipient -> verdicts.put(recipient, odd ? new Verdict.Later(host(), "4.5.0", go.toString())
                        : Verdict.of(host(), go, false)));
                return CompletableFuture.completedFuture(report(false, odd || go.transientFailure()));
            }
            return content(taken);
        });
    }

    /** Once its last bytes may be there, a break leaves open what became of it: it is sent again, later. */
    private CompletableFuture<Report> content(List<Recipient> taken) {
        CompletableFuture<Reply> answer = peer.dialog().expect();
        Body.Sending sending = body.send(peer, settings, answer);
        sending.given().whenComplete((given, failure) -> {
            if (failure == null) {
                peer.dialog().limit(settings.endTimeout());
            } else {
                peer.dialog().abort("the message could not be read");
            }
        });
        return answer.handle((reply, failure) -> {
            if (failure != null) {
                return broken(taken, sending, cause(failure));
            }
            if (!sending.whole().get()) {
                return early(taken, reply);
            }
            peer.transactionOpen(false);
            taken.forEach(recipient -> verdict(recipient, reply));
            return CompletableFuture.completedFuture(report(reply.positive(), reply.code() == Dialog.LEAVING));
        }).thenCompose(report -> report);
    }

    /** An answer in the middle of the message can only refuse it (RFC 5321 §3.3). */
    private CompletableFuture<Report> early(List<Recipient> taken, Reply reply) {
        peer.dialog().abort("answered in the middle of the message");
        if (reply.code() == Dialog.LEAVING) {
            return unlessLeaving(reply).thenApply(never -> report(false, true));
        }
        taken.forEach(recipient -> verdicts.put(recipient, reply.positive()
                ? new Verdict.Later(host(), "4.5.0", "answered before the end of the message: " + reply)
                : Verdict.of(host(), reply, false)));
        return CompletableFuture.completedFuture(report(false, true));
    }

    private CompletableFuture<Report> broken(List<Recipient> taken, Body.Sending sending, Throwable failure) {
        Optional<Throwable> unread = sending.unread();
        if (!sending.whole().get() && unread.isEmpty()) {
            return CompletableFuture.failedFuture(failure); // RFC 5321 §4.1.1.4: without its end nobody takes it
        }
        String status = unread.isEmpty() && failure instanceof HostFailure host ? host.status() : "4.3.0";
        String why = String.valueOf(unread.orElse(failure).getMessage());
        taken.forEach(recipient -> verdicts.put(recipient, new Verdict.Later(host(), status, why)));
        return CompletableFuture.completedFuture(report(false, true));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
