package org.sheng.net;

import java.nio.ByteBuffer;

/**
 * One client's conversation. The engine calls one method at a time, on worker threads, where disk may be read but nobody
 * may be waited for; what takes long is answered by {@link Next#after}. An exception thrown is a defect: it is logged and the connection is closed.
 */
public interface Session {

    /**
     * There are unread bytes. Consumes at most one command, or as much of a literal or of mail data as is there, by moving the
     * buffer's position. Called again with the rest as long as it returns {@link Next#AGAIN}. The buffer is the
     * engine's: it is not kept beyond the call. While a stage given by {@link Next#after} is not complete no call is made and, at
     * {@link Limits#unreadBytes}, nothing more is read from the client.
     *
     * @param unread a heap or direct buffer, read-only for the session except for its position
     */
    Next input(ByteBuffer unread);

    /** The TLS handshake that {@link Next#STARTTLS} asked for is done; what the client sent before it was thrown away (RFC 3207 §4.2). */
    default void secured() { }

    /** The client said nothing for {@link Limits#idle}. Says so in the protocol's words; the engine closes. */
    void timedOut();

    /** {@link Next#MORE} was asked for with {@link Limits#unreadBytes} unread: a line without end. Says so; the engine closes. */
    void overflow();

    /**
     * The service, or an engine that the session works with, ends. Says so in the protocol's words; the engine closes.
     */
    void stopping();

    /** The connection is gone; always called, once, last. Releases what the session holds. */
    void closed();
}
