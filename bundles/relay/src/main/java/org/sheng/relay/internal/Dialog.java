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
    private static final String TLS_HANDLER = "tls";

    private final Channel channel;
    private final ReplyParser parser = new ReplyParser();
    private final Queue<Expected> expected = new ArrayDeque<>();
    private Optional<HostFailure> broken = Optional.empty();
    private CompletableFuture<Void> writable = CompletableFuture.completedFuture(null);
    private final CompletableFuture<Reply> greeting;
    private volatile boolean secure;

    private record Expected(CompletableFuture<Reply> reply, ScheduledFuture<?> limit) { }

    /** On the channel's event loop, before the connection is there: so the host's first words find somebody. */
    Dialog(Channel channel, Duration greetingLimit) {
        this.channel = channel;
        this.greeting = expect(greetingLimit);
    }

    CompletableFuture<Reply> greeting() {
        return greeting;
    }

    boolean secure() {
        return secure;
    }

    /** The next reply that nobody waits for yet. */
    CompletableFuture<Reply> expect(Duration limit) {
        return onLoop(() -> {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            if (broken.isPresent()) {
                reply.completeExceptionally(broken.get());
                return reply;
            }
            ScheduledFuture<?> timer = channel.eventLoop().schedule(() -> fail(new HostFailure(HostFailure.Kind.UNREACHABLE, "4.4.2",
                    "no answer within " + limit.toSeconds() + " s")), limit.toMillis(), TimeUnit.MILLISECONDS);
            expected.add(new Expected(reply, timer));
            return reply;
        });
    }

    /** Sends a command line, and its CRLF. */
    CompletableFuture<Reply> command(String line, Duration limit) {
        return onLoop(() -> {
            CompletableFuture<Reply> reply = expect(limit);
            send(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.UTF_8));
            return reply;
        });
    }

    /** Takes the buffer; complete when the host takes more. */
    CompletableFuture<Void> body(ByteBuf bytes, Duration limit) {
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
            ScheduledFuture<?> timer = channel.eventLoop().schedule(() -> fail(new HostFailure(HostFailure.Kind.UNREACHABLE, "4.4.2",
                    "took no bytes for " + limit.toSeconds() + " s")), limit.toMillis(), TimeUnit.MILLISECONDS);
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
            CompletableFuture<Void> done = new CompletableFuture<>();
            SslHandler handler = context.newHandler(channel.alloc(), host, port);
            handler.setHandshakeTimeout(30, TimeUnit.SECONDS);
            channel.pipeline().addFirst(TLS_HANDLER, handler);
            handler.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    secure = true;
                    done.complete(null);
                } else {
                    HostFailure failure = new HostFailure(HostFailure.Kind.TLS, "4.7.5", "TLS handshake failed: "
                            + shaken.cause().getMessage());
                    done.completeExceptionally(failure);
                    fail(failure);
                }
            });
            return done;
        });
    }

    /** Says goodbye where it can still be said, and closes without waiting for the answer. */
    void quit() {
        onLoop(() -> {
            if (broken.isEmpty() && channel.isActive()) {
                broken = Optional.of(new HostFailure(HostFailure.Kind.UNREACHABLE, "4.4.2", "the conversation is over"));
                channel.writeAndFlush(Unpooled.copiedBuffer("QUIT\r\n", StandardCharsets.US_ASCII)).addListener(sent -> channel.close());
            } else {
                channel.close();
            }
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

    /** A host may also speak unasked when it goes (421, RFC 5321 §3.8): then that is why it went. */
    private void answered(Reply reply) {
        Expected next = expected.poll();
        if (next == null) {
            fail(new HostFailure(HostFailure.Kind.REFUSED, reply.transientFailure() ? reply.status() : "4.5.0", reply.toString()));
            return;
        }
        next.limit().cancel(false);
        next.reply().complete(reply);
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
        return new HostFailure(HostFailure.Kind.UNREACHABLE, "4.4.2", "connection lost: " + cause.getMessage());
    }

    private void fail(HostFailure failure) {
        if (broken.isPresent()) {
            return;
        }
        broken = Optional.of(failure);
        channel.close();
        for (Expected each = expected.poll(); each != null; each = expected.poll()) {
            each.limit().cancel(false);
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
