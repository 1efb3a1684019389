package org.sheng.shell.internal.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One client: its question, the answer, the end. */
final class ControlConnection {

    /** Seconds in which a client must have asked. */
    private static final int ASK_WITHIN = 10;

    private final SocketChannel client;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final CommandRun commands;
    private final Readiness readiness;
    private final Services services;

    ControlConnection(SocketChannel client, CommandRun commands, Readiness readiness, Services services) {
        this.client = client;
        this.in = SocketStreams.in(client);
        this.out = SocketStreams.out(client);
        this.commands = commands;
        this.readiness = readiness;
        this.services = services;
    }

    void run() throws IOException {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        asked.orTimeout(ASK_WITHIN, TimeUnit.SECONDS).whenComplete((done, late) -> {
            if (late != null) {
                closeQuietly();
            }
        });
        Frame directory = Frame.readFrom(in);
        Frame question = Frame.readFrom(in);
        asked.complete(null);
        if (directory.type() != Frame.Type.DIRECTORY) {
            throw new IOException("expected the client's directory, not " + directory.type());
        }
        PrintStream stdout = print(Frame.Type.OUT);
        PrintStream stderr = print(Frame.Type.ERR);
        int exit = switch (question.type()) {
            case COMMAND -> command(question.text(), directory.text(), stdout, stderr);
            case READY -> ready(stdout, stderr);
            case STATUS -> status(stdout);
            default -> throw new IOException("expected a question, not " + question.type());
        };
        stdout.flush();
        stderr.flush();
        synchronized (out) {
            Frame.exit(exit).writeTo(out);
        }
    }

    private PrintStream print(Frame.Type type) {
        return new PrintStream(new FrameOutput(out, type), false, StandardCharsets.UTF_8);
    }

    private int command(String line, String directory, PrintStream stdout, PrintStream stderr) {
        Thread worker = Thread.currentThread();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ControlServer.thread("control-watch", () -> interruptWhenGone(worker, ended));
        try {
            return commands.execute(line, directory, stdout, stderr);
        } finally {
            synchronized (ended) {
                ended.complete(null);
            }
            Thread.interrupted();
        }
    }

    /** A client says nothing after its question, so the next thing read is its end. */
    private void interruptWhenGone(Thread worker, CompletableFuture<Void> ended) {
        try {
            in.read();
        } catch (IOException e) {
            // closed here or there: the same
        }
        synchronized (ended) {
            if (!ended.isDone()) {
                worker.interrupt();
            }
        }
    }

    private int ready(PrintStream stdout, PrintStream stderr) {
        Readiness.State state = readiness.now();
        state.reasons().forEach(stderr::println);
        return switch (state.phase()) {
            case READY -> {
                stdout.print(services.table());
                yield Client.READY;
            }
            case INSTALLING -> Client.INSTALLING;
            case STARTING -> Client.STARTING;
            case FAILED -> Client.FAILED;
        };
    }

    private int status(PrintStream stdout) {
        Readiness.State state = readiness.now();
        stdout.println(state.phase() == Readiness.Phase.READY ? "ready" : "not ready");
        state.reasons().forEach(reason -> stdout.println("  " + reason));
        stdout.print(services.table());
        return 0;
    }

    private void closeQuietly() {
        try {
            client.close();
        } catch (IOException e) {
            // it was to be closed and is
        }
    }
}
