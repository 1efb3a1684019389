package org.sheng.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The first line a server says. */
final class Greeting {

    private Greeting() {
    }

    /** Waits until the port greets with the word; fails at the limit or when the server is no longer alive. */
    static void await(int port, String word, Duration limit, BooleanSupplier alive)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!greets(port, word)) {
            if (!alive.getAsBoolean() || System.nanoTime() > end) {
                throw new IOException(
                        "port %d did not greet with %s within %d s".formatted(port, word, limit.toSeconds()));
            }
            Thread.sleep(20);
        }
    }

    private static boolean greets(int port, String word) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Ports.HOST, port), 1000);
            socket.setSoTimeout(5000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            return line != null && line.startsWith(word);
        } catch (IOException notYet) {
            return false;
        }
    }
}
