package org.sheng.relay.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** @param slow the host asked to slow down, or left: the recipients without a verdict are for another time, or another host */
    record Report(Map<Recipient, Verdict> verdicts, boolean slow) { }

    Transaction(Peer peer, RelaySettings settings, Submission message, List<Recipient> recipients, Body body) {
        this.peer = peer;
        this.settings = settings;
        this.message = message;
        this.recipients = recipients;
        this.body = body;
    }

    /** Fails with {@link HostFailure} when the conversation broke before any recipient's mail could be there. */
    CompletableFuture<Report> run() {
        return envelope().thenCompose(replies -> {
            Reply mail = replies.get(0);
            if (!mail.positive()) {
                recipients.forEach(recipient -> verdict(recipient, mail));
                return CompletableFuture.completedFuture(new Report(verdicts, mail.transientFailure()));
            }
            List<Recipient> taken = new ArrayList<>();
            for (int i = 0; i < recipients.size(); i++) {
                judge(recipients.get(i), replies.get(i + 1), taken);
            }
            return taken.isEmpty() ? reset() : data(taken);
        });
    }

    private void judge(Recipient recipient, Reply reply, List<Recipient> taken) {
        if (reply.positive()) {
            taken.add(recipient);
        } else if (reply.code() == 552) {
            // RFC 5321 §4.5.3.1.10: too many recipients, said in the old way
            verdicts.put(recipient, new Verdict.Later(host(), "4.5.3", reply.toString()));
        } else {
            verdict(recipient, reply);
        }
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
        return peer.dialog().command(line, settings.replyTimeout());
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

    private CompletableFuture<Report> reset() {
        return command("RSET").thenApply(done -> new Report(verdicts, false));
    }

    private CompletableFuture<Report> data(List<Recipient> taken) {
        Duration limit = settings.replyTimeout().compareTo(DATA_START) < 0 ? settings.replyTimeout() : DATA_START;
        return peer.dialog().command("DATA", limit).thenCompose(go -> {
            if (go.code() != 354) {
                boolean odd = go.positive();
                taken.forEach(recipient -> verdicts.put(recipient, odd ? new Verdict.Later(host(), "4.5.0", go.toString())
                        : Verdict.of(host(), go, false)));
                return CompletableFuture.completedFuture(new Report(verdicts, go.transientFailure()));
            }
            return content(taken);
        });
    }

    /** Once its last bytes may be there, a break leaves open what became of it: it is sent again, later. */
    private CompletableFuture<Report> content(List<Recipient> taken) {
        CompletableFuture<Reply> answer = peer.dialog().expect(settings.endTimeout());
        return body.send(peer, settings, answer).thenCompose(sent -> answer).handle((reply, failure) -> {
            if (failure == null) {
                taken.forEach(recipient -> verdict(recipient, reply));
                return new Report(verdicts, reply.code() == 421);
            }
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            String status = cause instanceof HostFailure host ? host.status() : "4.3.0";
            taken.forEach(recipient -> verdicts.put(recipient, new Verdict.Later(host(), status, String.valueOf(cause.getMessage()))));
            if (!(cause instanceof HostFailure)) {
                peer.dialog().quit();
            }
            return new Report(verdicts, true);
        });
    }
}
