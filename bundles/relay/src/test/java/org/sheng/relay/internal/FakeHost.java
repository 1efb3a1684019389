package org.sheng.relay.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server on loopback that says what the test wants. */
final class FakeHost implements AutoCloseable {
    static final String HANG_UP = "hang up";
    static final String SILENCE = "silence";

    private final ServerSocket listener;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile List<String> offers = List.of("PIPELINING", "SIZE 100000000", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8");
    private volatile Function<String, String> answers = command -> "";
    private volatile Optional<SSLContext> tls = Optional.empty();
    private volatile boolean tlsSeen;

    FakeHost() throws IOException {
        this("127.0.0.1", 0);
    }

    FakeHost(String address, int port) throws IOException {
        listener = new ServerSocket(port, 50, InetAddress.getByName(address));
        Thread thread = new Thread(this::accept, "fake-host");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    FakeHost offers(String... keywords) {
        offers = List.of(keywords);
        return this;
    }

    /** {@code answers} gets each command line ("" for the greeting, "." for a whole message); an empty answer is the usual one. */
    FakeHost answers(Function<String, String> said) {
        answers = said;
        return this;
    }

    FakeHost answer(String begin, String reply) {
        Function<String, String> before = answers;
        return answers(command -> command.startsWith(begin) ? reply : before.apply(command));
    }

    FakeHost tls(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    List<String> commands() {
        return commands;
    }

    boolean tlsSeen() {
        return tlsSeen;
    }

    String message() throws InterruptedException {
        return Optional.ofNullable(messages.poll(30, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no message came"));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "fake-host-session");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            talk(socket, true);
        } catch (IOException gone) {
            open.remove(socket);
        }
    }

    private void talk(Socket socket, boolean greet) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        if (greet) {
            say(socket, out, "", "220 fake.example ready");
        }
        for (String command = line(in); !command.isEmpty(); command = line(in)) {
            commands.add(command);
            String verb = command.split(" ")[0];
            String usual = switch (verb) {
                case "EHLO" -> ehlo();
                case "DATA" -> "354 go";
                case "STARTTLS" -> "220 go";
                case "QUIT" -> "221 bye";
                default -> "250 2.0.0 ok";
            };
            String said = say(socket, out, command, usual);
            if (verb.equals("DATA") && said.startsWith("354")) {
                messages.add(content(in));
                say(socket, out, ".", "250 2.0.0 queued as 1");
            } else if (verb.equals("STARTTLS") && said.startsWith("220")) {
                secure(socket);
                return;
            } else if (verb.equals("QUIT")) {
                return;
            }
        }
    }

    private void secure(Socket socket) throws IOException {
        if (tls.isEmpty()) {
            socket.getOutputStream().write("this is not TLS\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        SSLSocket secured = (SSLSocket) tls.get().getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secured.setUseClientMode(false);
        secured.startHandshake();
        tlsSeen = true;
        talk(secured, false);
    }

    private String ehlo() {
        StringBuilder reply = new StringBuilder("250-fake.example\r\n");
        for (String keyword : offers) {
            reply.append("250-").append(keyword).append("\r\n");
        }
        return reply.append("250 HELP").toString();
    }

    private String say(Socket socket, OutputStream out, String command, String usual) throws IOException {
        String wanted = answers.apply(command);
        if (wanted.equals(HANG_UP)) {
            socket.close();
            throw new SocketException("hung up");
        }
        String said = wanted.isEmpty() ? usual : wanted;
        if (!said.equals(SILENCE)) {
            out.write((said + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        return said;
    }

    /** Empty at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8).replace("\r", "");
            }
            line.write(b);
        }
        return "";
    }

    /** As it was on the wire, without the end. */
    private static String content(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] end = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        int matched = 2; // an empty message has no line before the dot
        for (int b = in.read(); b >= 0; b = in.read()) {
            content.write(b);
            matched = b == end[matched] ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == end.length) {
                String all = content.toString(StandardCharsets.UTF_8);
                return all.substring(0, all.length() - 3);
            }
        }
        throw new IOException("the message has no end");
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
