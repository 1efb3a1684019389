package org.sheng.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that puts off the first recipient, as grey-listing does, and takes what comes after. */
final class HesitantServer implements AutoCloseable {

    static final String ADDRESS = "127.0.0.2";

    private final ServerSocket listener;
    private final Thread thread = new Thread(this::serve, "hesitant SMTP server");
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<String> messages = new CopyOnWriteArrayList<>();

    HesitantServer(int port) throws IOException {
        listener = new ServerSocket(port, 10, InetAddress.getByName(ADDRESS));
        thread.setDaemon(true);
        thread.start();
    }

    int refusals() {
        return refusals.get();
    }

    List<String> messages() {
        return messages;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                talk(socket);
            } catch (IOException ended) {
                // the client hung up, or the test is over
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        say(socket, "220 hesitant");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "RCPT" -> say(socket, refusals.compareAndSet(0, 1) ? "451 4.7.1 come back later" : "250 2.1.5 ok");
                case "DATA" -> {
                    say(socket, "354 go on");
                    StringBuilder message = new StringBuilder();
                    for (String text = in.readLine(); !".".equals(text) && text != null; text = in.readLine()) {
                        message.append(text).append('\n');
                    }
                    messages.add(message.toString());
                    say(socket, "250 2.0.0 taken");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 hesitant");
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listener.close();
        thread.join();
    }
}
