package org.sheng.relay.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.sheng.relay.internal.HostFailure.Kind;
import org.sheng.service.ServiceCounters;

/** Opens connections, and counts them. */
final class Connector implements AutoCloseable {
    private static final int THREADS = 2;
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(THREADS, new DefaultThreadFactory("relay", true),
            NioIoHandler.newFactory());
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Optional<Instant> lastActivity = Optional.empty();

    /** Fails with {@link HostFailure}. */
    CompletableFuture<Dialog> connect(InetSocketAddress to, RelaySettings settings) {
        Duration limit = settings.connectTimeout();
        CompletableFuture<Dialog> connected = new CompletableFuture<>();
        Bootstrap bootstrap = new Bootstrap().group(loops).channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Dialog(channel, limit.plus(settings.replyTimeout())));
                    }
                });
        if (!settings.bind().isEmpty()) {
            bootstrap.localAddress(settings.bind(), 0);
        }
        bootstrap.connect(to).addListener((io.netty.channel.ChannelFuture done) -> {
            lastActivity = Optional.of(Instant.now());
            if (!done.isSuccess()) {
                failed.incrementAndGet();
                connected.completeExceptionally(new HostFailure(Kind.UNREACHABLE, "4.4.1", done.cause().getMessage()));
                return;
            }
            opened.incrementAndGet();
            open.incrementAndGet();
            done.channel().closeFuture().addListener(closed -> {
                open.decrementAndGet();
                lastActivity = Optional.of(Instant.now());
            });
            connected.complete(done.channel().pipeline().get(Dialog.class));
        });
        return connected;
    }

    /** For what is to be done to a connection later. */
    ScheduledExecutorService timer() {
        return loops;
    }

    ServiceCounters counters() {
        return new ServiceCounters(0, open.get(), 0, opened.get(), 0, failed.get(), Optional.empty(), lastActivity);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }
}
