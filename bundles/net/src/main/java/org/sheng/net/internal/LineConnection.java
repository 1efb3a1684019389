package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import org.sheng.net.Connection;
import org.sheng.net.Limits;
import org.sheng.net.Next;
import org.sheng.net.ServiceSpec;
import org.sheng.net.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. The event loop brings bytes and news of the channel; a worker takes them, one thing after another, to the session. At most one worker
 * is at it at any time ({@link #run}).
 */
final class LineConnection extends ChannelInboundHandlerAdapter implements Connection, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LineConnection.class);
    private static final AtomicLong IDS = new AtomicLong();
    /** Steps in one go, before other connections have their turn. */
    private static final int STEPS_A_TURN = 128;
    private static final int MOST_TASKS = 8192;
    /** After the last word: how long, and how much, a client may go on talking before it is cut. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(2);
    private static final long LINGER_BYTES = 1024 * 1024;

    private final String id = Long.toString(IDS.incrementAndGet(), 36);
    private final LineEngine engine;
    private final LineService service;
    private final SocketChannel channel;
    private final ServiceSpec.Security security;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final int unreadLimit;
    private final Outbox outbox;
    private volatile long idleNanos;
    private volatile long lastRead = System.nanoTime();
    private volatile Tls tls;
    private volatile String user = "";

    // Guarded by arrived.
    private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>(2);
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(1);
    private int arrivedBytes;
    private boolean opened;
    private boolean startingTls;
    private boolean secured;
    private boolean timedOut;
    private boolean serviceEnds;
    private boolean inputEnded;
    private boolean gone;
    private boolean scheduled;
    private Stage stage;

    // Of the worker whose turn it is.
    private final Unread unread = new Unread();
    private Session session;
    private boolean again;
    private boolean finished;

    private volatile boolean ended;
    private volatile long endedAt;
    private long lingered; // event loop only

    LineConnection(LineEngine engine, LineService service, SocketChannel channel, ServiceSpec.Security security, Limits limits) {
        this.engine = engine;
        this.service = service;
        this.channel = channel;
        this.security = security;
        this.remote = channel.remoteAddress();
        this.local = channel.localAddress();
        this.unreadLimit = limits.unreadBytes();
        this.idleNanos = limits.idle().toNanos();
        this.outbox = new Outbox(channel, engine.workers(), this::overrun);
    }

    /** On the event loop: the channel is there, nothing was read yet. */
    void begin() {
        if (security == ServiceSpec.Security.TLS) {
            beginTls(() -> opened = true);
        } else {
            signal(() -> opened = true);
        }
        channel.pipeline().addLast(this);
    }

    private void beginTls(Runnable whenSecure) {
        SslHandler handler = engine.identity().handler(channel.alloc(), engine.workers());
        handler.handshakeFuture().addListener(done -> {
            if (!done.isSuccess()) {
                LOG.debug("{} {}: TLS handshake with {} failed: {}", service.name(), id, remote, String.valueOf(done.cause()));
                cut();
                return;
            }
            SSLSession agreed = handler.engine().getSession();
            tls = new Tls(agreed.getProtocol(), agreed.getCipherSuite());
            lastRead = System.nanoTime();
            signal(whenSecure);
        });
        channel.pipeline().addFirst(handler);
    }

    // --- event loop ---

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        lastRead = System.nanoTime();
        if (ended) {
            linger(bytes);
            return;
        }
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        boolean full;
        synchronized (arrived) {
            arrived.add(bytes);
            arrivedBytes += bytes.readableBytes();
            full = arrivedBytes >= unreadLimit;
            schedule();
        }
        if (full) {
            channel.config().setAutoRead(false);
            resumeIfTaken();
        }
    }

    /** The worker may have taken the bytes before reading was stopped. */
    private void resumeIfTaken() {
        synchronized (arrived) {
            if (arrivedBytes < unreadLimit) {
                channel.config().setAutoRead(true);
            }
        }
    }

    private void linger(ByteBuf bytes) {
        lingered += bytes.readableBytes();
        bytes.release();
        if (lingered > LINGER_BYTES) {
            cut();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            if (ended) {
                closeWhenSent();
            } else {
                signal(() -> inputEnded = true);
            }
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        outbox.close();
        signal(() -> gone = true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("{} {}: connection with {} broke: {}", service.name(), id, remote, String.valueOf(cause));
        } else {
            LOG.error("{} {}: connection with {} failed", service.name(), id, remote, cause);
        }
        cut();
    }

    // --- the clock ---

    void sweep(long now) {
        if (ended) {
            if (outbox.isEmpty() ? now - endedAt > LINGER : outbox.stalledFor(now) > engine.settings().writeTimeout().toNanos()) {
                cut();
            }
            return;
        }
        if (outbox.stalledFor(now) > engine.settings().writeTimeout().toNanos()) {
            LOG.debug("{} {}: {} takes nothing of what waits for it; cut", service.name(), id, remote);
            cut();
            return;
        }
        if (isIdle(now)) {
            signal(() -> timedOut = stage == null);
        }
    }

    private boolean isIdle(long now) {
        return now - lastRead > idleNanos && now - outbox.lastProgress() > idleNanos;
    }

    void serviceEnds() {
        signal(() -> serviceEnds = true);
    }

    /** Ends the connection at once, without a word. Any thread. */
    void cut() {
        // Past the pipeline, where TLS would say goodbye first and wait.
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
    }

    private void overrun() {
        LOG.error("{} {}: more than {} bytes wait for {}; cut. The protocol does not wait for drained()", service.name(), id, Outbox.MOST, remote);
        cut();
    }

    // --- turns ---

    private void signal(Runnable change) {
        synchronized (arrived) {
            change.run();
            schedule();
        }
    }

    private void schedule() {
        if (scheduled) {
            return;
        }
        scheduled = true;
        submit();
    }

    private void submit() {
        try {
            engine.workers().execute(this);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} {}: the engine has ended", service.name(), id);
        }
    }

    /** A worker's turn: does what there is to do, then sends what was written. */
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
                flushInTurn();
                flushed = true;
                continue;
            }
            flushed = false;
            try {
                step.run();
            } catch (Throwable e) { // a defect must not take the worker with it
                LOG.error("{} {}: the session with {} failed; connection closed", service.name(), id, remote, e);
                end();
                cut();
            }
        }
        flushInTurn();
        submit();
    }

    /** The go-ahead for TLS is sent by the event loop, in one with the change to TLS: the client's answer must find TLS there. */
    private void flushInTurn() {
        synchronized (arrived) {
            if (startingTls) {
                return;
            }
        }
        outbox.flush();
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
            return opened ? this::open : null;
        }
        if (ended) {
            tasks.clear();
            dropInput();
            return null;
        }
        if (!tasks.isEmpty()) {
            return tasks.poll();
        }
        if (stage != null) {
            if (!stage.complete) {
                return null;
            }
            Stage done = stage;
            stage = null;
            return () -> done.follow();
        }
        if (secured) {
            secured = false;
            startingTls = false;
            return session::secured;
        }
        if (serviceEnds) {
            return () -> lastWord(session::stopping);
        }
        if (timedOut) {
            timedOut = false;
            if (isIdle(System.nanoTime())) {
                return () -> lastWord(session::timedOut);
            }
        }
        if (startingTls) {
            return null;
        }
        if (again && !unread.isEmpty()) {
            return this::input;
        }
        ByteBuf more = arrived.poll();
        if (more != null) {
            arrivedBytes -= more.readableBytes();
            unread.add(more);
            readOn();
            return this::input;
        }
        unread.settle();
        readOn();
        return inputEnded ? this::end : null;
    }

    private void readOn() {
        if (unread.size() + arrivedBytes < unreadLimit && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    private void open() {
        session = service.protocol().open(this);
    }

    private void finish() {
        synchronized (arrived) {
            dropInput();
            tasks.clear();
        }
        finished = true;
        ended = true;
        try {
            if (session != null) {
                session.closed();
            }
        } finally {
            service.ended(this);
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

    /** Sends what was written and says that no more comes; a client that goes on talking is heard out for a while, so that it can read the last word. */
    private void end() {
        if (ended) {
            return;
        }
        endedAt = System.nanoTime();
        ended = true;
        synchronized (arrived) {
            dropInput();
        }
        outbox.flush();
        channel.eventLoop().execute(() -> {
            channel.config().setAutoRead(true);
            SslHandler handler = channel.pipeline().get(SslHandler.class);
            if (channel.isInputShutdown()) {
                closeWhenSent();
            } else if (handler != null) {
                handler.closeOutbound().addListener(done -> channel.shutdownOutput());
            } else {
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
            }
        });
    }

    private void closeWhenSent() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void startTls() {
        if (!canStartTls()) {
            throw new IllegalStateException("STARTTLS where it cannot be");
        }
        synchronized (arrived) {
            startingTls = true;
            dropInput();
        }
        channel.eventLoop().execute(() -> {
            synchronized (arrived) {
                dropArrived(); // RFC 3207 §4.2: nothing that came in the clear is heard
            }
            outbox.flush();
            beginTls(() -> secured = true);
            channel.config().setAutoRead(true);
        });
    }

    private void dropInput() {
        dropArrived();
        unread.clear();
    }

    private void dropArrived() {
        arrived.forEach(ByteBuf::release);
        arrived.clear();
        arrivedBytes = 0;
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
                lastRead = System.nanoTime(); // the client waited for us, not we for it
                schedule();
            }
        }

        void follow() {
            if (failure != null) {
                throw new IllegalStateException("a stage of the session failed", failure);
            }
            LineConnection.this.follow(next);
        }
    }

    // --- Connection ---

    @Override
    public String id() {
        return id;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public Optional<Tls> tls() {
        return Optional.ofNullable(tls);
    }

    @Override
    public boolean confidential() {
        return tls != null || remote.getAddress().isLoopbackAddress();
    }

    @Override
    public boolean canStartTls() {
        return security == ServiceSpec.Security.STARTTLS && tls == null;
    }

    @Override
    public void write(CharSequence text) {
        outbox.write(text);
    }

    @Override
    public void write(byte[] bytes) {
        outbox.write(ByteBuffer.wrap(bytes));
    }

    @Override
    public void write(ByteBuffer bytes) {
        outbox.write(bytes);
    }

    @Override
    public void flush() {
        outbox.flush();
    }

    @Override
    public boolean writable() {
        return outbox.writable();
    }

    @Override
    public CompletionStage<Void> drained() {
        return outbox.drained();
    }

    @Override
    public void execute(Runnable task) {
        synchronized (arrived) {
            if (ended || gone) {
                return;
            }
            if (tasks.size() == MOST_TASKS) {
                LOG.error("{} {}: more than {} tasks wait for the session; connection cut", service.name(), id, MOST_TASKS);
                cut();
                return;
            }
            tasks.add(task);
            schedule();
        }
    }

    @Override
    public void idle(Duration limit) {
        idleNanos = limit.toNanos();
    }

    @Override
    public void authenticated(String name) {
        user = name;
    }

    @Override
    public void close() {
        execute(this::end);
    }

    /** For logs. */
    @Override
    public String toString() {
        return service.name() + " " + id + " " + remote + (user.isEmpty() ? "" : " " + user);
    }
}
