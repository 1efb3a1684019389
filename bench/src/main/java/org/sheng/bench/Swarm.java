package org.sheng.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** Many conversations with one server on the calling thread. */
final class Swarm implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final InetSocketAddress server;

    Swarm(int port) throws IOException {
        server = new InetSocketAddress(Ports.HOST, port);
    }

    void open(Dialogue dialogue) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        boolean connected = channel.connect(server);
        int interest = connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
        dialogue.attach(channel.register(selector, interest, dialogue));
    }

    /** Lets the conversations go on until {@code done}; a server that says nothing for the limit ends the run. */
    void runUntil(BooleanSupplier done, Duration silence) throws IOException {
        while (!done.getAsBoolean()) {
            if (selector.select(silence.toMillis()) == 0) {
                throw new IOException("no answer from " + server + " for " + silence.toSeconds() + " s");
            }
            Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                SelectionKey key = keys.next();
                keys.remove();
                ((Dialogue) key.attachment()).ready();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
