package org.sheng.relay.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A conversation with a host: commands go, replies come in their order. Any thread; stages are completed on the channel's event loop. When the connection breaks, or a
 * reply does not come in time, all that is waited for fails with {@link HostFailure}.
 */
final class Dialog extends ChannelInboundHandlerAdapter {
    /** RFC 5321 §4.2.1: service not available, closing the channel. */
    static final int LEAVING = 421;
    private static final String TLS_HANDLER = "tls";
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Channel channel;
    private final ReplyParser parser = new ReplyParser();
    private final Queue<Expected> expected = new ArrayDeque<>();
    private Optional<ScheduledFuture<?>> limit = Optional.empty();
    private Optional<HostFailure> broken = Optional.empty();
    private CompletableFuture<Void> writable = CompletableFuture.completedFuture(null);
    private final CompletableFuture<Reply> greeting;
    private volatile boolean secure;

    /**
     * @param limit counts from the moment on at which all replies before it are there; empty: nothing is counted yet
     */
    private record Expected(CompletableFuture<Reply> reply, Optional<Duration> limit) { }

    /** On the channel's event loop, before the connection is there: so the host's first words find somebody. */
    Dialog(Channel channel, Duration greetingLimit) {
        this.channel = channel;
        this.greeting = expect(Optional.of(greetingLimit));
    }

    CompletableFuture<Reply> greeting() {
        return greeting;
    }

    boolean secure() {
        return secure;
    }

    /** Complete when there is no connection any more. */
    CompletableFuture<Void> closed() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.closeFuture().addListener(done -> closed.complete(null));
        return closed;
    }

    /** The next reply that nobody waits for yet; for how long, {@link #limit} says. */
    CompletableFuture<Reply> expect() {
        return onLoop(() -> expect(Optional.empty()));
    }

    /** The reply that comes next has to come within this time from now on. */
    void limit(Duration within) {
        onLoop(() -> {
            if (!expected.isEmpty()) {
                count(within);
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<Reply> expect(Optional<Duration> within) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (broken.isPresent()) {
            reply.completeExceptionally(broken.get());
            return reply;
        }
        expected.add(new Expected(reply, within));
        if (expected.size() == 1) {
            within.ifPresent(this::count);
        }
        return reply;
    }

    private void count(Duration within) {
        limit.ifPresent(before -> before.cancel(false));
        limit = Optional.of(channel.eventLoop().schedule(
                () -> fail(unreachable("no answer within " + within.toSeconds() + " s")), within.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /** Sends a command line, and its CRLF. */
    CompletableFuture<Reply> command(String line, Duration within) {
        return onLoop(() -> {
            CompletableFuture<Reply> reply = expect(Optional.of(within));
            send(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.UTF_8));
            return reply;
        });
    }

    /** Takes the buffer; complete when the host takes more. Fails when that takes longer. */
    CompletableFuture<Void> body(ByteBuf bytes, Duration within) {
        return onLoop(() -> {
            send(bytes);
            if (broken.isPresent()) {
                return CompletableFuture.failedFuture(broken.get());
            }
            if (channel.isWritable()) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> drained = new CompletableFuture<>();
            writable = drained;
            ScheduledFuture<?> timer = channel.eventLoop().schedule(
                    () -> fail(unreachable("took no bytes for " + within.toSeconds() + " s")), within.toMillis(),
                    TimeUnit.MILLISECONDS);
            drained.whenComplete((done, failure) -> timer.cancel(false));
            return drained;
        });
    }

    private void send(ByteBuf bytes) {
        channel.writeAndFlush(bytes).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail(lost(sent.cause()));
            }
        });
    }

    /** Complete when the handshake is done; fails with TLS when it cannot be. */
    CompletableFuture<Void> startTls(SslContext context, String host, int port) {
        return onLoop(() -> {
            if (broken.isPresent()) {
                return CompletableFuture.failedFuture(broken.get().kind() == HostFailure.Kind.REFUSED ? broken.get()
                        : noTls("the host hung up")); // faster than the handler came, which would wait for ever
            }
            CompletableFuture<Void> done = new CompletableFuture<>();
            SslHandler handler = context.newHandler(channel.alloc(), host, port);
            handler.setHandshakeTimeout(30, TimeUnit.SECONDS);
            channel.pipeline().addFirst(TLS_HANDLER, handler);
            handler.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    secure = true;
                    done.complete(null);
                } else {
                    HostFailure failure = noTls(shaken.cause().getMessage());
                    done.completeExceptionally(failure);
                    fail(failure);
                }
            });
            return done;
        });
    }

    private static HostFailure noTls(String why) {
        return new HostFailure(HostFailure.Kind.TLS, "4.7.5", "TLS handshake failed: " + why);
    }

    /**
     * Says goodbye where it can still be said, and closes when that is answered (RFC 5321 §4.1.1.10), or after 5
     * seconds.
     */
    void quit() {
        onLoop(() -> {
            if (broken.isPresent() || !expected.isEmpty()) {
                abort("given up");
                return CompletableFuture.completedFuture(null);
            }
            command("QUIT", FAREWELL).whenComplete((reply, failure) -> channel.close());
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Closes at once: what was begun is not to be taken for whole. */
    void abort(String why) {
        onLoop(() -> {
            fail(unreachable(why));
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            ByteBuffer view = bytes.nioBuffer();
            Optional<Reply> reply = parser.next(view);
            while (reply.isPresent()) {
                answered(reply.get());
                if (view.hasRemaining() && expected.isEmpty()) {
                    // also what would be injected before TLS (RFC 3207 §6)
                    throw new ProtocolException("said more than it was asked");
                }
                reply = parser.next(view);
            }
        } catch (ProtocolException e) {
            fail(new HostFailure(HostFailure.Kind.REFUSED, "4.5.0", e.getMessage()));
        } finally {
            ReferenceCountUtil.release(bytes);
        }
    }

    /** 421 says that the host goes (RFC 5321 §3.8), asked or unasked: nothing comes behind it. */
    private void answered(Reply reply) {
        limit.ifPresent(timer -> timer.cancel(false));
        Expected next = expected.poll();
        if (next == null) {
            fail(new HostFailure(HostFailure.Kind.REFUSED, reply.transientFailure() ? reply.status() : "4.5.0", reply.toString()));
            return;
        }
        Optional.ofNullable(expected.peek()).flatMap(Expected::limit).ifPresent(this::count);
        next.reply().complete(reply);
        if (reply.code() == LEAVING) {
            fail(new HostFailure(HostFailure.Kind.REFUSED, reply.status(), reply.toString()));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            writable.complete(null);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(lost(new IOException("closed by the host")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(lost(cause));
    }

    private static HostFailure lost(Throwable cause) {
        return unreachable("connection lost: " + cause.getMessage());
    }

    private static HostFailure unreachable(String why) {
        return new HostFailure(HostFailure.Kind.UNREACHABLE, "4.4.2", why);
    }

    private void fail(HostFailure failure) {
        if (broken.isPresent()) {
            return;
        }
        broken = Optional.of(failure);
        channel.close();
        limit.ifPresent(timer -> timer.cancel(false));
        for (Expected each = expected.poll(); each != null; each = expected.poll()) {
            each.reply().completeExceptionally(failure);
        }
        writable.completeExceptionally(failure);
    }

    private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> task) {
        if (channel.eventLoop().inEventLoop()) {
            return task.get();
        }
        return CompletableFuture.supplyAsync(task, channel.eventLoop()).thenCompose(stage -> stage);
    }
}
