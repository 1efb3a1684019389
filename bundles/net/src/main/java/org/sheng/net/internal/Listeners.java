package org.sheng.net.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService.Endpoint;

/** The sockets that a service listens on: all of its ports, or none. */
final class Listeners {
    private static final long CLOSE_LIMIT_SECONDS = 5;

    private final LineEngine engine;
    private final List<Port> ports;
    private final BiConsumer<SocketChannel, Security> taken;
    // Guarded by this.
    private final List<Channel> channels = new ArrayList<>();
    private volatile List<Endpoint> endpoints = List.of();

    /** @param taken called on an event loop with each connection that the system has taken */
    Listeners(LineEngine engine, List<Port> ports, BiConsumer<SocketChannel, Security> taken) {
        this.engine = engine;
        this.ports = ports;
        this.taken = taken;
    }

    /** Complete on an event loop when all ports are open; fails with a text for the administrator, and none is. */
    CompletableFuture<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        bindNext(opened);
        return opened;
    }

    private void bindNext(CompletableFuture<Void> opened) {
        int index = count();
        if (index == ports.size()) {
            endpoints = boundEndpoints();
            opened.complete(null);
            return;
        }
        if (engine.loops().isShuttingDown()) {
            fail(opened, "the line server ends; when it is back the service starts with it");
            return;
        }
        Port port = ports.get(index);
        // 0: any free port, for tests; it takes no offset.
        int number = port.number() == 0 ? 0 : port.number() + engine.node().portOffset();
        if (number > 65_535) {
            fail(opened, "port " + port.number() + " with the offset " + engine.node().portOffset()
                    + " is above 65535; choose a lower offset or port");
            return;
        }
        String address = engine.node().bindAddress();
        bootstrap(port).bind(new InetSocketAddress(address, number)).addListener((ChannelFutureListener) bound -> {
            if (bound.isSuccess()) {
                add(bound.channel());
                bindNext(opened);
            } else {
                fail(opened, "cannot listen on " + address + " port " + number + " (" + bound.cause().getMessage()
                        + "): end what uses the port (ss -ltnp shows it), or move this node by its port offset or bind"
                        + " address, then start the service again");
            }
        });
    }

    private void fail(CompletableFuture<Void> opened, String why) {
        close();
        opened.completeExceptionally(new IllegalStateException(why));
    }

    private synchronized int count() {
        return channels.size();
    }

    private synchronized void add(Channel channel) {
        channels.add(channel);
    }

    private ServerBootstrap bootstrap(Port port) {
        return new ServerBootstrap()
                .group(engine.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                // A client that has said all and waits for the answers is served to the end.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        taken.accept(channel, port.security());
                    }
                });
    }

    synchronized void close() {
        for (Channel channel : channels) {
            if (channel.eventLoop().inEventLoop()) {
                channel.close();
            } else {
                channel.close().awaitUninterruptibly(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
        channels.clear();
        endpoints = List.of();
    }

    /** Empty while it does not listen. */
    List<Endpoint> endpoints() {
        return endpoints;
    }

    private synchronized List<Endpoint> boundEndpoints() {
        List<Endpoint> bound = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            InetSocketAddress local = (InetSocketAddress) channels.get(i).localAddress();
            bound.add(new Endpoint(local.getAddress().getHostAddress(), local.getPort(),
                    ports.get(i).security().name().toLowerCase(Locale.ROOT)));
        }
        return List.copyOf(bound);
    }
}
