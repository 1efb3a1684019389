package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import org.sheng.net.Connection;
import org.sheng.net.Limits;
import org.sheng.net.ServiceSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's channel: bytes, TLS, its end. What the client says goes to its {@link Conversation}. */
final class LineConnection extends ChannelInboundHandlerAdapter implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(LineConnection.class);
    private static final AtomicLong IDS = new AtomicLong();

    private final String id = Long.toString(IDS.incrementAndGet(), 36);
    private final LineEngine engine;
    private final LineService service;
    private final SocketChannel channel;
    private final ServiceSpec.Security security;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final Outbox outbox;
    private final Conversation conversation;
    private final News news;
    private final Farewell farewell;
    private volatile long idleNanos;
    private volatile long lastRead = System.nanoTime();
    private volatile Tls tls;
    private volatile String user = "";

    LineConnection(LineEngine engine, LineService service, SocketChannel channel, ServiceSpec.Security security, Limits limits) {
        this.engine = engine;
        this.service = service;
        this.channel = channel;
        this.security = security;
        this.remote = channel.remoteAddress();
        this.local = channel.localAddress();
        this.idleNanos = limits.idle().toNanos();
        this.outbox = new Outbox(channel, engine.workers(), this::overrun);
        this.farewell = new Farewell(channel);
        this.conversation = new Conversation(this, engine.workers(), () -> service.open(this), limits.unreadBytes());
        this.news = conversation.news();
    }

    /** On the event loop: the channel is there, nothing was read yet. */
    void begin() {
        if (security == ServiceSpec.Security.TLS) {
            beginTls(news::opened);
        } else {
            news.opened();
        }
        channel.pipeline().addLast(this);
    }

    private void beginTls(Runnable whenSecure) {
        SslHandler handler = engine.identity().handler(channel.alloc(), engine.workers());
        handler.handshakeFuture().addListener(done -> {
            if (!done.isSuccess()) {
                LOG.debug("{}: TLS handshake failed: {}", this, String.valueOf(done.cause()));
                cut();
                return;
            }
            SSLSession agreed = handler.engine().getSession();
            tls = new Tls(agreed.getProtocol(), agreed.getCipherSuite());
            active();
            whenSecure.run();
        });
        channel.pipeline().addFirst(handler);
    }

    // --- event loop ---

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        active();
        if (farewell.said()) {
            if (!farewell.hear(bytes)) {
                cut();
            }
        } else if (bytes.isReadable()) {
            news.arrived(bytes);
        } else {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            if (farewell.said()) {
                farewell.closeWhenSent();
            } else {
                news.inputEnded();
            }
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        outbox.close();
        news.gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("{}: connection broke: {}", this, String.valueOf(cause));
        } else {
            LOG.error("{}: connection failed", this, cause);
        }
        cut();
    }

    // --- the clock ---

    void sweep(long now) {
        boolean stalled = outbox.stalledFor(now) > engine.settings().writeTimeout().toNanos();
        if (stalled || farewell.overdue(outbox, now)) {
            LOG.debug("{}: takes nothing of what waits for it, or does not hang up; cut", this);
            cut();
        } else if (!farewell.said() && isIdle(now)) {
            news.timedOut();
        }
    }

    boolean isIdle(long now) {
        return now - lastRead > idleNanos && now - outbox.lastProgress() > idleNanos;
    }

    /** Idle time begins anew. */
    void active() {
        lastRead = System.nanoTime();
    }

    /** Tells the session; who has not come as far as to have one is cut. */
    void serviceEnds() {
        if (!news.stopping()) {
            cut();
        }
    }

    /** Tells the session; who has none yet will find none. */
    void enginesGo() {
        news.stopping();
    }

    boolean talks() {
        return news.talks();
    }

    /** Ends the connection at once, without a word. Any thread. */
    void cut() {
        // Past the pipeline, where TLS would say goodbye first and wait.
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
    }

    private void overrun() {
        LOG.error("{}: more than {} bytes wait to be read by the client; cut. The protocol does not wait for drained()", this, Outbox.MOST);
        cut();
    }

    // --- for the conversation ---

    /** Reads on from the client, or lets it wait. */
    void read(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** Sends what was written and says that no more comes. */
    void end() {
        farewell.say(outbox);
    }

    void startTls() {
        channel.eventLoop().execute(() -> {
            news.dropArrived(); // RFC 3207 §4.2: nothing that came in the clear is heard
            outbox.flush();
            beginTls(news::secured);
            channel.config().setAutoRead(true);
        });
    }

    /** The session has nothing in hand any more. */
    void silent() {
        service.silent();
    }

    /** The session knows that it is over. */
    void finished() {
        service.ended(this);
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
        if (!news.execute(task)) {
            LOG.error("{}: too many tasks wait for the session; connection cut", this);
            cut();
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
        execute(conversation::end);
    }

    @Override
    public String toString() {
        return service.name() + " " + id + " " + remote + (user.isEmpty() ? "" : " " + user);
    }
}
