package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * What happened on a connection and no worker has dealt with yet. Told from any thread; a worker looks at it, and
 * changes it, holding this.
 */
final class News {
    private static final int MOST_TASKS = 8192;

    private final LineConnection connection;
    private final Turns turns;
    private final int unreadLimit;
    private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>(2);
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(1);
    private int arrivedBytes;

    // Guarded by this.
    boolean opened;
    boolean startingTls;
    boolean secured;
    boolean timedOut;
    boolean stopping;
    boolean inputEnded;
    boolean gone;
    /** The session waits for something, not for the client. */
    boolean staged;
    /** No more calls of the session but the last. */
    boolean ended;
    /** The session has nothing in hand any more. */
    boolean silent;

    News(LineConnection connection, int unreadLimit, Executor workers, Turns.Steps steps) {
        this.connection = connection;
        this.unreadLimit = unreadLimit;
        this.turns = new Turns(this, workers, steps);
    }

    synchronized void opened() {
        opened = true;
        turns.schedule();
    }

    /** Takes the buffer over. */
    void arrived(ByteBuf bytes) {
        boolean full;
        synchronized (this) {
            if (ended) {
                bytes.release();
                return;
            }
            arrived.add(bytes);
            arrivedBytes += bytes.readableBytes();
            full = arrivedBytes >= unreadLimit;
            turns.schedule();
        }
        if (full) {
            connection.read(false);
            synchronized (this) { // a worker may have taken the bytes before reading was stopped
                if (arrivedBytes < unreadLimit) {
                    connection.read(true);
                }
            }
        }
    }

    synchronized void secured() {
        secured = true;
        turns.schedule();
    }

    /** Heard only while the session waits for the client, not the client for the session. */
    synchronized void timedOut() {
        if (!staged) {
            timedOut = true;
            turns.schedule();
        }
    }

    /** @return false when there is no session to be told */
    synchronized boolean stopping() {
        if (opened) {
            stopping = true;
            turns.schedule();
        }
        return opened;
    }

    synchronized void inputEnded() {
        inputEnded = true;
        turns.schedule();
    }

    synchronized void gone() {
        gone = true;
        turns.schedule();
    }

    /** @return false when there are too many tasks */
    synchronized boolean execute(Runnable task) {
        if (ended || gone) {
            return true;
        }
        if (tasks.size() == MOST_TASKS) {
            return false;
        }
        tasks.add(task);
        turns.schedule();
        return true;
    }

    /** What the session waited for is there. */
    synchronized void stageComplete() {
        connection.active(); // the client waited for us, not we for it
        turns.schedule();
    }

    /** True while the session may have something in hand: from the moment it is made until it said its last word. */
    synchronized boolean talks() {
        return opened && !silent;
    }

    /** Throws unread bytes away: before TLS, after the last word. */
    synchronized void dropArrived() {
        arrived.forEach(ByteBuf::release);
        arrived.clear();
        arrivedBytes = 0;
    }

    /** Nothing more is heard. @return false when nothing was already */
    synchronized boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        tasks.clear();
        dropArrived();
        return true;
    }

    // --- for a worker, holding this ---

    /** The next task, null for none. */
    Runnable task() {
        return tasks.poll();
    }

    /** The oldest bytes, which belong to the caller now; null for none. */
    ByteBuf bytes() {
        ByteBuf bytes = arrived.poll();
        if (bytes != null) {
            arrivedBytes -= bytes.readableBytes();
        }
        return bytes;
    }

    int arrivedBytes() {
        return arrivedBytes;
    }
}
