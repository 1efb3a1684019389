package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.sheng.net.Next;
import org.sheng.net.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what happens on a connection to its session, one thing after another. News come from any thread; a worker takes them ({@link #run}), at most one at any
 * time.
 */
final class Conversation implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    /** Steps in one go, before other connections have their turn. */
    private static final int STEPS_A_TURN = 128;
    private static final int MOST_TASKS = 8192;

    private final LineConnection connection;
    private final Executor workers;
    private final Supplier<Session> open;
    private final int unreadLimit;

    // News, guarded by arrived.
    private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>(2);
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(1);
    private int arrivedBytes;
    private boolean opened;
    private boolean startingTls;
    private boolean secured;
    private boolean timedOut;
    private boolean stopping;
    private boolean inputEnded;
    private boolean gone;
    private boolean ended;
    private boolean silent;
    private boolean scheduled;
    private Stage stage;

    // Of the worker whose turn it is.
    private final Unread unread = new Unread();
    private Session session;
    private boolean again;
    private boolean finished;

    /** @param open makes the session, when the client is there */
    Conversation(LineConnection connection, Executor workers, Supplier<Session> open, int unreadLimit) {
        this.connection = connection;
        this.workers = workers;
        this.open = open;
        this.unreadLimit = unreadLimit;
    }

    // --- news ---

    void opened() {
        synchronized (arrived) {
            opened = true;
            schedule();
        }
    }

    /** Takes the buffer over. */
    void arrived(ByteBuf bytes) {
        boolean full;
        synchronized (arrived) {
            if (ended) {
                bytes.release();
                return;
            }
            arrived.add(bytes);
            arrivedBytes += bytes.readableBytes();
            full = arrivedBytes >= unreadLimit;
            schedule();
        }
        if (full) {
            connection.read(false);
            synchronized (arrived) { // a worker may have taken the bytes before reading was stopped
                if (arrivedBytes < unreadLimit) {
                    connection.read(true);
                }
            }
        }
    }

    void secured() {
        synchronized (arrived) {
            secured = true;
            schedule();
        }
    }

    /** Heard only while the session waits for the client, not the client for the session. */
    void timedOut() {
        synchronized (arrived) {
            if (stage == null) {
                timedOut = true;
                schedule();
            }
        }
    }

    /** @return false when there is no session to be told */
    boolean stopping() {
        synchronized (arrived) {
            if (opened) {
                stopping = true;
                schedule();
            }
            return opened;
        }
    }

    /** True while the session may have something in hand: from the moment it is made until it said its last word. */
    boolean talks() {
        synchronized (arrived) {
            return opened && !silent;
        }
    }

    void inputEnded() {
        synchronized (arrived) {
            inputEnded = true;
            schedule();
        }
    }

    void gone() {
        synchronized (arrived) {
            gone = true;
            schedule();
        }
    }

    /** @return false when there are too many tasks */
    boolean execute(Runnable task) {
        synchronized (arrived) {
            if (ended || gone) {
                return true;
            }
            if (tasks.size() == MOST_TASKS) {
                return false;
            }
            tasks.add(task);
            schedule();
            return true;
        }
    }

    /** Throws unread bytes away: before TLS, after the last word. */
    void dropArrived() {
        synchronized (arrived) {
            arrived.forEach(ByteBuf::release);
            arrived.clear();
            arrivedBytes = 0;
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            submit();
        }
    }

    private void submit() {
        try {
            workers.execute(this);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the engine has ended", connection);
        }
    }

    // --- a worker's turn ---

    /** Does what there is to do, then sends what was written. */
    @Override
    public void run() {
        boolean flushed = false;
        for (int steps = 0; steps < STEPS_A_TURN; steps++) {
            Runnable step;
            synchronized (arrived) {
                step = next();
                if (step == null && flushed) {
                    scheduled = finished; // who is finished is never scheduled again
                    return;
                }
            }
            if (step == null) {
                flush();
                flushed = true;
                continue;
            }
            flushed = false;
            try {
                step.run();
            } catch (Throwable e) { // a defect must not take the worker with it
                LOG.error("{}: the session failed; connection closed", connection, e);
                end();
                connection.cut();
            }
        }
        flush();
        submit();
    }

    /** The go-ahead for TLS is sent by the event loop, in one with the change to TLS: the client's answer must find TLS there. */
    private void flush() {
        synchronized (arrived) {
            if (startingTls) {
                return;
            }
        }
        connection.flush();
    }

    /** What is to be done now, null for nothing. Holds the lock. */
    private Runnable next() {
        if (finished) {
            return null;
        }
        if (gone) {
            return this::finish;
        }
        if (session == null) {
            return opened ? () -> session = open.get() : null;
        }
        if (ended) {
            return null;
        }
        if (!tasks.isEmpty()) {
            return tasks.poll();
        }
        if (stage != null) {
            return stage.next();
        }
        if (secured) {
            secured = false;
            startingTls = false;
            return session::secured;
        }
        if (stopping) {
            return () -> lastWord(session::stopping);
        }
        if (timedOut) {
            timedOut = false;
            if (connection.isIdle(System.nanoTime())) {
                return () -> lastWord(session::timedOut);
            }
        }
        return startingTls ? null : nextInput();
    }

    private Runnable nextInput() {
        if (again && !unread.isEmpty()) {
            return this::input;
        }
        ByteBuf more = arrived.poll();
        if (more != null) {
            arrivedBytes -= more.readableBytes();
            unread.add(more);
        } else {
            unread.settle();
        }
        if (unread.size() + arrivedBytes < unreadLimit) {
            connection.read(true);
        }
        if (more != null) {
            return this::input;
        }
        return inputEnded ? this::end : null;
    }

    private void finish() {
        synchronized (arrived) {
            ended = true;
            dropArrived();
            unread.clear();
            tasks.clear();
        }
        finished = true;
        try {
            if (session != null) {
                session.closed();
            }
        } finally {
            silent();
            connection.finished();
        }
    }

    private void input() {
        follow(session.input(unread.view()));
    }

    private void follow(Next next) {
        again = false;
        if (next instanceof Next.After after) {
            Stage begun = new Stage();
            synchronized (arrived) {
                stage = begun;
            }
            again = true;
            after.stage().whenComplete(begun::completed);
            return;
        }
        switch ((Next.Step) next) {
            case MORE -> waitForMore();
            case AGAIN -> again = true;
            case CLOSE -> end();
            case STARTTLS -> startTls();
        }
    }

    private void waitForMore() {
        if (unread.size() >= unreadLimit) {
            lastWord(session::overflow);
            return;
        }
        unread.settle();
    }

    private void lastWord(Runnable word) {
        word.run();
        end();
    }

    private void startTls() {
        if (!connection.canStartTls()) {
            throw new IllegalStateException("STARTTLS where it cannot be");
        }
        synchronized (arrived) {
            startingTls = true;
            dropArrived();
        }
        unread.clear();
        connection.startTls();
    }

    /** No more calls but {@link Session#closed}; what was written is sent. */
    void end() {
        synchronized (arrived) {
            if (ended) {
                return;
            }
            ended = true;
            tasks.clear();
            dropArrived();
        }
        unread.clear();
        connection.end();
        silent();
    }

    private void silent() {
        synchronized (arrived) {
            silent = true;
        }
        connection.silent();
    }

    /** A stage that the session waits for. */
    private final class Stage {
        private boolean complete;
        private Next next;
        private Throwable failure;

        void completed(Next result, Throwable error) {
            synchronized (arrived) {
                next = result;
                failure = error;
                complete = true;
                connection.active(); // the client waited for us, not we for it
                schedule();
            }
        }

        /** Holds the lock. */
        Runnable next() {
            if (!complete) {
                return null;
            }
            stage = null;
            return this::followed;
        }

        private void followed() {
            if (failure != null) {
                throw new IllegalStateException("a stage of the session failed", failure);
            }
            follow(next);
        }
    }
}
