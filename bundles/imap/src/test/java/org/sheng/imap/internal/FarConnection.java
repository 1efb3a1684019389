package org.sheng.imap.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.net.Connection;

/** A client on another machine, as the engine shows it to a session: no password in the clear until TLS is on. */
final class FarConnection implements Connection {
    private final StringBuilder written = new StringBuilder();
    private boolean tls;

    /** What the server said since it was asked last. */
    String said() {
        String text = written.toString();
        written.setLength(0);
        return text;
    }

    void beginTls() {
        tls = true;
    }

    @Override
    public String id() {
        return "far";
    }

    @Override
    public InetSocketAddress remote() {
        return new InetSocketAddress("192.0.2.7", 40_000);
    }

    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress("192.0.2.1", 143);
    }

    @Override
    public Optional<Tls> tls() {
        return tls ? Optional.of(new Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256")) : Optional.empty();
    }

    @Override
    public boolean confidential() {
        return tls;
    }

    @Override
    public boolean canStartTls() {
        return !tls;
    }

    @Override
    public void write(CharSequence text) {
        written.append(text);
    }

    @Override
    public void write(byte[] bytes) {
        written.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void write(ByteBuffer bytes) {
        written.append(StandardCharsets.ISO_8859_1.decode(bytes));
    }

    @Override
    public void flush() {
        // what is written is said
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public CompletionStage<Void> drained() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void idle(Duration limit) {
        // nothing times out here
    }

    @Override
    public void authenticated(String user) {
        // there is no list of sessions
    }

    @Override
    public void close() {
        written.append("(closed)");
    }
}
