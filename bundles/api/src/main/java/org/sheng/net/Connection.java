package org.sheng.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A client's connection, as its session sees it. Methods may be called from any thread; writes from one session come out
 * in the order of the calls. What is written is sent when the session's step ends, or at {@link #flush}. A client that does not read does not stop the
 * node: whoever writes much asks {@link #writable} and waits for {@link #drained}.
 */
public interface Connection {

    /** Unique in this run of the node; for logs. */
    String id();

    InetSocketAddress remote();

    InetSocketAddress local();

    /** Protocol version and cipher, where TLS is on. */
    Optional<Tls> tls();

    /** True when a password may be sent in the clear: TLS is on, or the client is on a loopback address. */
    boolean confidential();

    /** True when {@link Next#STARTTLS} can be asked for: the port allows it, TLS is not on yet. */
    boolean canStartTls();

    /** Writes text, encoded as UTF-8. */
    void write(CharSequence text);

    /** Writes bytes; the array belongs to the connection from now on. */
    void write(byte[] bytes);

    /** Writes the bytes between position and limit; they belong to the connection from now on. */
    void write(ByteBuffer bytes);

    void flush();

    /** False while more than 256 KiB wait to be sent. */
    boolean writable();

    /** Complete when less than 64 KiB wait, or when the connection is gone. */
    CompletionStage<Void> drained();

    /**
     * Runs a task in turn with the session's other calls, and flushes after it: how a session speaks unasked. It runs while a stage of {@link Next#after} is
     * pending, too. At 8,192 waiting tasks the connection is cut. Dropped when the connection is gone.
     */
    void execute(Runnable task);

    /** Replaces {@link Limits#idle} for this connection. */
    void idle(Duration limit);

    /** Who it is, for the list of sessions; after authentication. */
    void authenticated(String user);

    /** Sends what was written and closes. */
    void close();

    /** @param version for example TLSv1.3 */
    record Tls(String version, String cipher) { }
}
