package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What a session has written: gathered until the step's end, then handed to the event loop in one go. Any thread.
 * Above {@link #MOST} waiting bytes the client is cut: a session that writes so much without asking {@link #writable} would fill the node's memory.
 */
final class Outbox {
    static final int HIGH_WATER = 256 * 1024;
    static final int LOW_WATER = 64 * 1024;
    static final long MOST = 32L * 1024 * 1024;
    /** Small writes are copied together; larger ones go as they are, in pieces so that progress can be seen. */
    private static final int COPY_BELOW = 4096;
    private static final int PIECE = 64 * 1024;

    private final Channel channel;
    private final Executor workers;
    private final Runnable overrun;
    private final ChannelFutureListener sent = this::sent;

    // Guarded by this.
    private ByteBuf gathering;
    private final ArrayDeque<ByteBuf> ready = new ArrayDeque<>(2);
    private final ArrayDeque<Integer> handed = new ArrayDeque<>(2);
    private ArrayDeque<CompletableFuture<Void>> waiting;
    private long pending;
    private boolean closed;
    private volatile long lastProgress = System.nanoTime();

    Outbox(Channel channel, Executor workers, Runnable overrun) {
        this.channel = channel;
        this.workers = workers;
        this.overrun = overrun;
    }

    synchronized void write(CharSequence text) {
        if (closed) {
            return;
        }
        ByteBuf buffer = gathering(ByteBufUtil.utf8MaxBytes(text));
        grew(ByteBufUtil.writeUtf8(buffer, text));
    }

    synchronized void write(ByteBuffer bytes) {
        int size = bytes.remaining();
        if (closed || size == 0) {
            return;
        }
        if (size < COPY_BELOW) {
            gathering(size).writeBytes(bytes);
        } else {
            endGathering();
            for (int at = bytes.position(); at < bytes.limit(); at += PIECE) {
                ready.add(Unpooled.wrappedBuffer(bytes.slice(at, Math.min(PIECE, bytes.limit() - at))));
            }
        }
        grew(size);
    }

    /** Hands over what was gathered. */
    synchronized void flush() {
        endGathering();
        if (ready.isEmpty()) {
            return;
        }
        if (handed.isEmpty()) {
            lastProgress = System.nanoTime();
        }
        while (true) {
            ByteBuf piece = ready.poll();
            handed.add(piece.readableBytes());
            if (ready.isEmpty()) {
                channel.writeAndFlush(piece).addListener(sent);
                return;
            }
            channel.write(piece).addListener(sent);
        }
    }

    synchronized boolean writable() {
        return pending <= HIGH_WATER;
    }

    synchronized boolean isEmpty() {
        return pending == 0;
    }

    /** Nanoseconds for which the client took nothing of what waits; 0 when nothing waits. */
    synchronized long stalledFor(long now) {
        return handed.isEmpty() ? 0 : now - lastProgress;
    }

    long lastProgress() {
        return lastProgress;
    }

    synchronized CompletionStage<Void> drained() {
        if (closed || pending < LOW_WATER) {
            return CompletableFuture.completedFuture(null);
        }
        flush();
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
        }
        CompletableFuture<Void> drained = new CompletableFuture<>();
        waiting.add(drained);
        return drained;
    }

    /** The connection is gone. */
    synchronized void close() {
        closed = true;
        if (gathering != null) {
            gathering.release();
            gathering = null;
        }
        ready.forEach(ByteBuf::release);
        ready.clear();
        pending = 0;
        wake();
    }

    private ByteBuf gathering(int room) {
        if (gathering != null && gathering.writableBytes() < room) {
            endGathering();
        }
        if (gathering == null) {
            gathering = channel.alloc().ioBuffer(Math.max(512, room));
        }
        return gathering;
    }

    private void endGathering() {
        if (gathering != null) {
            ready.add(gathering);
            gathering = null;
        }
    }

    private void grew(int size) {
        pending += size;
        if (pending > MOST) {
            workers.execute(overrun);
        } else if (pending > HIGH_WATER) {
            flush();
        }
    }

    /** On the event loop, in the order of the writes. */
    private synchronized void sent(ChannelFuture write) {
        Integer size = handed.poll();
        if (closed || size == null) {
            return;
        }
        pending -= size;
        lastProgress = System.nanoTime();
        if (pending < LOW_WATER) {
            wake();
        }
    }

    private void wake() {
        if (waiting == null) {
            return;
        }
        ArrayDeque<CompletableFuture<Void>> woken = waiting;
        waiting = null;
        // On a worker: what waits for it may go on with the protocol's work.
        workers.execute(() -> woken.forEach(drained -> drained.complete(null)));
    }
}
