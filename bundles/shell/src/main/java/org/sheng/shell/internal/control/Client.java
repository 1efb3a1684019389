package org.sheng.shell.internal.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The other end of the control channel, run by the {@code sheng} script with the node's home as working directory:
 * {@code run DIRECTORY COMMAND}, {@code status} or {@code await-ready PID SECONDS}. Its exit code is the command's.
 */
public final class Client {

    static final int READY = 0;
    static final int FAILED = 1;
    static final int STARTING = 2;
    /** The node's process ended. */
    static final int GONE = 3;
    /** There is no socket, or nobody answers there. */
    static final int UNREACHABLE = 4;
    static final int INSTALLING = 5;

    /** How long a failure must last before it counts: a listener may find its port again. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** How long the same things may be waited for once all bundles are installed: what has not come by then, does not come. */
    private static final Duration STALL = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path socket;
    private final PrintStream out;
    private final PrintStream err;

    Client(Path socket, PrintStream out, PrintStream err) {
        this.socket = socket;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false);
        Client client = new Client(Path.of(ControlServer.SOCKET), out, System.err);
        int exit = client.run(args);
        out.flush();
        System.exit(exit);
    }

    int run(String... args) throws InterruptedException {
        try {
            return switch (args[0]) {
                case "run" -> ask(Frame.text(Frame.Type.DIRECTORY, args[1]), Frame.text(Frame.Type.COMMAND, args[2]), out, err);
                case "status" -> ask(Frame.text(Frame.Type.DIRECTORY, ""), Frame.text(Frame.Type.STATUS, ""), out, err);
                case "await-ready" -> awaitReady(Long.parseLong(args[1]), Duration.ofSeconds(Long.parseLong(args[2])));
                default -> throw new IllegalArgumentException("run, status or await-ready, not " + args[0]);
            };
        } catch (IOException e) {
            err.println("The node does not answer on its control socket: " + e.getMessage());
            return UNREACHABLE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int ask(Frame directory, Frame question, OutputStream stdout, OutputStream stderr) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataOutputStream to = SocketStreams.out(channel);
            directory.writeTo(to);
            question.writeTo(to);
            DataInputStream from = SocketStreams.in(channel);
            while (true) {
                Frame frame = Frame.readFrom(from);
                switch (frame.type()) {
                    case OUT -> print(frame, stdout);
                    case ERR -> print(frame, stderr);
                    case EXIT -> {
                        return frame.exitCode();
                    }
                    default -> throw new IOException("unexpected frame " + frame.type());
                }
            }
        }
    }

    private static void print(Frame frame, OutputStream stream) throws IOException {
        stream.write(frame.payload());
        stream.flush();
    }

    /** Asks until the node is ready, has failed for good, is gone, or the limit is over; says why on the last three. */
    private int awaitReady(long pid, Duration limit) throws InterruptedException {
        long start = System.nanoTime(); // a start is when clocks are set
        long same = start;
        Answer before = null;
        while (true) {
            Answer answer = readiness();
            if (!answer.equals(before)) {
                same = System.nanoTime();
                before = answer;
            }
            if (answer.exit == READY) {
                out.print(answer.out);
                return READY;
            }
            if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                return GONE;
            }
            Duration patience = answer.exit == FAILED ? PATIENCE : answer.exit == STARTING ? STALL : limit;
            long now = System.nanoTime();
            if (now - same > patience.toNanos() || now - start > limit.toNanos()) {
                err.print(answer.err);
                return answer.exit;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private record Answer(int exit, String out, String err) { }

    private Answer readiness() {
        java.io.ByteArrayOutputStream stdout = new java.io.ByteArrayOutputStream();
        java.io.ByteArrayOutputStream stderr = new java.io.ByteArrayOutputStream();
        try {
            int exit = ask(Frame.text(Frame.Type.DIRECTORY, ""), Frame.text(Frame.Type.READY, ""), stdout, stderr);
            return new Answer(exit, stdout.toString(), stderr.toString());
        } catch (IOException e) {
            return new Answer(UNREACHABLE, "", "The control socket does not answer yet: " + e.getMessage() + "\n");
        }
    }
}
