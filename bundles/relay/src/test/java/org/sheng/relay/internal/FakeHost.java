package org.sheng.relay.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server on loopback that says what the test wants. */
final class FakeHost implements AutoCloseable {
    static final String HANG_UP = "hang up";
    static final String SILENCE = "silence";
    /** What a host is asked before it reads the text of a message. */
    static final String CONTENT = "(content)";

    /** Small, so that a host that does not read is felt soon. */
    private static final int RECEIVE_BUFFER = 65_536;

    private final ServerSocket listener;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile List<String> offers = List.of("PIPELINING", "SIZE 100000000", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8");
    private volatile Function<String, String> answers = command -> "";
    private volatile Optional<SSLContext> tls = Optional.empty();
    private volatile boolean tlsSeen;
    private volatile Duration slowness = Duration.ZERO;

    FakeHost() throws IOException {
        this("127.0.0.1", 0);
    }

    FakeHost(String address, int port) throws IOException {
        listener = new ServerSocket();
        listener.setReceiveBufferSize(RECEIVE_BUFFER);
        listener.bind(new InetSocketAddress(address, port), 50);
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

    /**
     * {@code answers} gets each command line ("" for the greeting, "." for a whole message, {@link #CONTENT}); an empty
     * answer is the usual one.
     */
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

    /** Says this, and goes. */
    static String andHangUp(String reply) {
        return reply + HANG_UP;
    }

    List<String> commands() {
        return commands;
    }

    long count(String begin) {
        return commands.stream().filter(command -> command.startsWith(begin)).count();
    }

    /** Messages that were answered with 250. */
    List<String> taken() {
        return taken;
    }

    int connections() {
        return connections.get();
    }

    boolean tlsSeen() {
        return tlsSeen;
    }

    /** The usual answer, after that time. */
    static String pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        return "";
    }

    /** Takes that long for each answer. */
    FakeHost slow(Duration each) {
        slowness = each;
        return this;
    }

    String message() throws InterruptedException {
        return Optional.ofNullable(messages.poll(30, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no message came"));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
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
            ask(socket, out, "", "220 fake.example ready");
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
            String said = ask(socket, out, command, usual);
            if (verb.equals("DATA") && said.startsWith("354")) {
                String early = ask(socket, out, CONTENT, "");
                if (!early.isEmpty()) {
                    // reads no more: else the whole message could be on its way before the early answer is seen
                    messages.add("");
                    readNoMore();
                    return;
                }
                String content = content(in);
                messages.add(content);
                answerMessage(socket, out, content);
            } else if (verb.equals("STARTTLS") && said.startsWith("220")) {
                secure(socket);
                return;
            } else if (verb.equals("QUIT")) {
                return;
            }
        }
    }

    private void readNoMore() throws IOException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the host is ended");
        }
    }

    private void answerMessage(Socket socket, OutputStream out, String content) throws IOException {
        String wanted = answers.apply(".");
        if (wanted.isEmpty() || wanted.startsWith("250")) {
            taken.add(content);
        }
        say(socket, out, wanted, "250 2.0.0 queued as 1");
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

    private String ask(Socket socket, OutputStream out, String command, String usual) throws IOException {
        return say(socket, out, answers.apply(command), usual);
    }

    private String say(Socket socket, OutputStream out, String wanted, String usual) throws IOException {
        LockSupport.parkNanos(slowness.toNanos());
        boolean leaving = wanted.endsWith(HANG_UP);
        String reply = leaving ? wanted.substring(0, wanted.length() - HANG_UP.length()) : wanted.isEmpty() ? usual
                : wanted;
        if (!reply.equals(SILENCE) && !reply.isEmpty()) {
            out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        if (leaving) {
            socket.close();
            throw new SocketException("hung up");
        }
        return reply;
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
        ended.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
