package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection: a client that goes on talking is heard out for a while, so that it can read the last word.
 */
final class Farewell {
    private static final long LINGER = TimeUnit.SECONDS.toNanos(2);
    private static final long LINGER_BYTES = 1024 * 1024;

    private final SocketChannel channel;
    private volatile boolean said;
    private volatile long saidAt;
    private long heard; // event loop only

    Farewell(SocketChannel channel) {
        this.channel = channel;
    }

    boolean said() {
        return said;
    }

    /** No more comes. What was written must be on its way to the channel. */
    void say(Outbox written) {
        saidAt = System.nanoTime();
        said = true;
        written.flush();
        channel.eventLoop().execute(() -> {
            channel.config().setAutoRead(true);
            SslHandler handler = channel.pipeline().get(SslHandler.class);
            if (channel.isInputShutdown()) {
                closeWhenSent();
            } else if (handler != null) {
                handler.closeOutbound().addListener(done -> channel.shutdownOutput());
            } else {
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
            }
        });
    }

    /** What the client still says. On the event loop. @return false when it was too much */
    boolean hear(ByteBuf bytes) {
        heard += bytes.readableBytes();
        bytes.release();
        return heard <= LINGER_BYTES;
    }

    void closeWhenSent() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** All was sent, and the client does not hang up. */
    boolean overdue(Outbox written, long now) {
        return said && written.isEmpty() && now - saidAt > LINGER;
    }
}
