package org.sheng.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** One node for all test classes that can share it, with a DNS and a port for relaying of its own. */
final class SharedNode {

    /** Of one address: the tests, all from 127.0.0.1, are served, a thousand connections at once are not. */
    static final int CONNECTIONS_PER_ADDRESS = 400;

    private static final LoopbackDns DNS;
    private static final int RELAY_PORT;
    private static final Node NODE;

    static {
        try {
            DNS = new LoopbackDns();
            RELAY_PORT = freePort();
            NODE = Node.named("shared");
            configure();
            NODE.up();
            Runtime.getRuntime().addShutdownHook(new Thread(SharedNode::end, "ends the shared node"));
        } catch (IOException failed) {
            throw new ExceptionInInitializerError(failed);
        }
    }

    private SharedNode() {
    }

    static Node get() {
        return NODE;
    }

    /** The resolver of the node asks this one. */
    static LoopbackDns dns() {
        return DNS;
    }

    /** Where the node expects other servers to listen, instead of port 25. */
    static int relayPort() {
        return RELAY_PORT;
    }

    private static void configure() throws IOException {
        Path etc = Files.createDirectories(NODE.home().resolve("etc"));
        Files.writeString(etc.resolve("org.sheng.dns.cfg"),
                "servers = 127.0.0.1:%d\nnegative-ttl = 0s\n".formatted(DNS.port()));
        Files.writeString(etc.resolve("org.sheng.relay.cfg"), "port = %d\n".formatted(RELAY_PORT));
        // loopback is trusted by default, and then no limit of one address holds for the tests
        Files.writeString(etc.resolve("org.sheng.net.cfg"), "trusted-networks = 192.0.2.0/24\n");
        for (String service : new String[] {"smtp", "submission", "lmtp", "imap", "pop3"}) {
            Files.writeString(etc.resolve("org.sheng.%s.cfg".formatted(service)),
                    "max-connections-per-address = %d\nmax-connect-rate = 100000\n".formatted(CONNECTIONS_PER_ADDRESS));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void end() {
        try {
            NODE.close();
            DNS.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException failed) {
            System.err.println("the shared node did not end: " + failed);
        }
    }
}
