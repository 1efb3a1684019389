package org.sheng.relay.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.sheng.relay.internal.HostFailure.Kind;
import org.sheng.relay.internal.RelaySettings.Tls;

/** From the connection to the first message: greeting, EHLO, STARTTLS, login. */
final class Handshake {
    private final Target target;
    private final Dialog dialog;
    private final RelaySettings settings;
    private final String ownName;
    private final TlsContexts tls;

    Handshake(Target target, Dialog dialog, RelaySettings settings, String ownName, TlsContexts tls) {
        this.target = target;
        this.dialog = dialog;
        this.settings = settings;
        this.ownName = settings.helo().isEmpty() ? ownName : settings.helo();
        this.tls = tls;
    }

    /** Fails with {@link HostFailure}. */
    CompletableFuture<Peer> run() {
        CompletableFuture<Void> secured = target.tls() == Tls.TLS ? encrypt() : CompletableFuture.completedFuture(null);
        return secured.thenCompose(ready -> dialog.greeting()).thenCompose(this::greeted).thenCompose(this::secure)
                .thenCompose(this::login);
    }

    /** RFC 5321 §3.1. */
    private CompletableFuture<Capabilities> greeted(Reply greeting) {
        return greeting.positive() ? ehlo() : CompletableFuture.failedFuture(refused(greeting));
    }

    /** RFC 5321 §3.2: a host that does not know EHLO gets HELO. */
    private CompletableFuture<Capabilities> ehlo() {
        return dialog.command("EHLO " + ownName, settings.replyTimeout()).thenCompose(reply -> {
            if (reply.positive()) {
                return CompletableFuture.completedFuture(Capabilities.of(reply));
            }
            return reply.permanentFailure() ? helo() : CompletableFuture.failedFuture(refused(reply));
        });
    }

    private CompletableFuture<Capabilities> helo() {
        return dialog.command("HELO " + ownName, settings.replyTimeout()).thenCompose(reply -> reply.positive()
                ? CompletableFuture.completedFuture(Capabilities.NONE) : CompletableFuture.failedFuture(refused(reply)));
    }

    /** RFC 3207 §4: after it all that was said before counts for nothing. */
    private CompletableFuture<Capabilities> secure(Capabilities offered) {
        if (!target.wantsStartTls()) {
            return CompletableFuture.completedFuture(offered);
        }
        if (!offered.has("STARTTLS")) {
            return target.tls() == Tls.OPPORTUNISTIC ? CompletableFuture.completedFuture(offered)
                    : CompletableFuture.failedFuture(new HostFailure(Kind.REFUSED, "4.7.4", "offers no STARTTLS, which is required"));
        }
        return dialog.command("STARTTLS", settings.replyTimeout()).thenCompose(reply -> {
            if (reply.positive()) {
                return encrypt().thenCompose(done -> ehlo());
            }
            return target.tls() == Tls.OPPORTUNISTIC ? CompletableFuture.completedFuture(offered)
                    : CompletableFuture.failedFuture(refused(reply));
        });
    }

    private CompletableFuture<Void> encrypt() {
        return dialog.startTls(tls.of(target), target.host(), target.address().getPort());
    }

    private CompletableFuture<Peer> login(Capabilities offered) {
        Peer peer = new Peer(target, dialog, offered);
        boolean wanted = !settings.smarthost().isEmpty() && !settings.smarthostUser().isEmpty();
        if (!wanted) {
            return CompletableFuture.completedFuture(peer);
        }
        if (!dialog.secure() && !target.address().getAddress().isLoopbackAddress()) {
            return CompletableFuture.failedFuture(new HostFailure(Kind.REFUSED, "4.7.11", "the password is not sent without TLS;"
                    + " set smarthost-tls to STARTTLS or TLS"));
        }
        Set<String> mechanisms = offered.mechanisms();
        return (mechanisms.contains("PLAIN") || !mechanisms.contains("LOGIN") ? plain() : loginMechanism()).thenCompose(reply ->
                reply.positive() ? CompletableFuture.completedFuture(peer) : CompletableFuture.failedFuture(refused(reply)));
    }

    /** RFC 4616, in one step (RFC 4954 §4). */
    private CompletableFuture<Reply> plain() {
        return dialog.command("AUTH PLAIN " + base64("\0" + settings.smarthostUser() + "\0" + settings.smarthostPassword()),
                settings.replyTimeout());
    }

    private CompletableFuture<Reply> loginMechanism() {
        return dialog.command("AUTH LOGIN", settings.replyTimeout()).thenCompose(reply -> reply.code() != 334
                ? CompletableFuture.completedFuture(reply)
                : dialog.command(base64(settings.smarthostUser()), settings.replyTimeout()))
                .thenCompose(reply -> reply.code() != 334 ? CompletableFuture.completedFuture(reply)
                        : dialog.command(base64(settings.smarthostPassword()), settings.replyTimeout()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a host says before it knows what mail it is asked to take is no answer to the mail: later, or another host. */
    private static HostFailure refused(Reply reply) {
        return new HostFailure(Kind.REFUSED, reply.transientFailure() ? reply.status() : "4.3.2", reply.toString());
    }
}
