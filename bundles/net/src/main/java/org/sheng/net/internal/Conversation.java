package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.sheng.net.Next;
import org.sheng.net.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the {@link News} of a connection to its session, one thing after another, in {@link Turns}. */
final class Conversation implements Turns.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final LineConnection connection;
    private final Supplier<Session> open;
    private final int unreadLimit;
    private final News news;

    // Of the worker whose turn it is.
    private final Unread unread = new Unread();
    private Session session;
    private boolean again;
    private boolean finished;
    /** What follows the stage that the session waits for, when it is complete. Guarded by the news. */
    private Runnable followUp;

    /** @param open makes the session, when the client is there */
    Conversation(LineConnection connection, Executor workers, Supplier<Session> open, int unreadLimit) {
        this.connection = connection;
        this.open = open;
        this.unreadLimit = unreadLimit;
        this.news = new News(connection, unreadLimit, workers, this);
    }

    News news() {
        return news;
    }

    @Override
    public Runnable next() {
        if (finished) {
            return null;
        }
        if (news.gone) {
            return this::finish;
        }
        if (session == null) {
            return news.opened ? () -> session = open.get() : null;
        }
        if (news.ended) {
            return null;
        }
        Runnable task = news.task();
        if (task != null) {
            return task;
        }
        if (news.staged) {
            return staged();
        }
        if (news.secured) {
            news.secured = false;
            news.startingTls = false;
            return session::secured;
        }
        if (news.stopping) {
            return () -> lastWord(session::stopping);
        }
        if (news.timedOut) {
            news.timedOut = false;
            if (connection.isIdle(System.nanoTime())) {
                return () -> lastWord(session::timedOut);
            }
        }
        return news.startingTls ? null : nextInput();
    }

    private Runnable staged() {
        Runnable following = followUp;
        if (following != null) {
            followUp = null;
            news.staged = false;
        }
        return following;
    }

    private Runnable nextInput() {
        if (again && !unread.isEmpty()) {
            return this::input;
        }
        ByteBuf more = news.bytes();
        if (more != null) {
            unread.add(more);
        } else {
            unread.settle();
        }
        if (unread.size() + news.arrivedBytes() < unreadLimit) {
            connection.read(true);
        }
        if (more != null) {
            return this::input;
        }
        return news.inputEnded ? this::end : null;
    }

    /**
     * The go-ahead for TLS is sent by the event loop, in one with the change to TLS: the client's answer must find TLS
     * there.
     */
    @Override
    public void flush() {
        synchronized (news) {
            if (news.startingTls) {
                return;
            }
        }
        connection.flush();
    }

    @Override
    public void failed(Throwable defect) {
        LOG.error("{}: the session failed; connection closed", connection, defect);
        end();
        connection.cut();
    }

    @Override
    public boolean finished() {
        return finished;
    }

    // --- steps ---

    private void input() {
        follow(session.input(unread.view()));
    }

    private void follow(Next next) {
        again = false;
        if (next instanceof Next.After after) {
            synchronized (news) {
                news.staged = true;
            }
            again = true;
            after.stage().whenComplete(this::stageComplete);
            return;
        }
        switch ((Next.Step) next) {
            case MORE -> waitForMore();
            case AGAIN -> again = true;
            case CLOSE -> end();
            case STARTTLS -> startTls();
        }
    }

    /** Any thread. */
    private void stageComplete(Next next, Throwable failure) {
        synchronized (news) {
            followUp = () -> {
                if (failure != null) {
                    throw new IllegalStateException("a stage of the session failed", failure);
                }
                follow(next);
            };
            news.stageComplete();
        }
    }

    private void waitForMore() {
        if (unread.size() >= unreadLimit) {
            lastWord(session::overflow);
            return;
        }
        unread.settle();
    }

    private void startTls() {
        if (!connection.canStartTls()) {
            throw new IllegalStateException("STARTTLS where it cannot be");
        }
        synchronized (news) {
            news.startingTls = true;
            news.dropArrived();
        }
        unread.clear();
        connection.startTls();
    }

    private void lastWord(Runnable word) {
        word.run();
        end();
    }

    /** No more calls but {@link Session#closed}; what was written is sent. */
    void end() {
        if (news.end()) {
            unread.clear();
            connection.end();
            silent();
        }
    }

    private void finish() {
        news.end();
        unread.clear();
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

    private void silent() {
        synchronized (news) {
            news.silent = true;
        }
        connection.silent();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
