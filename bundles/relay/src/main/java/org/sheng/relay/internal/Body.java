package org.sheng.relay.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sheng.queue.Submission;
import org.sheng.store.MailStore;

/** Sends a message's bytes behind DATA: pieces are read from the store as the host takes them. */
final class Body {
    private static final int PIECE = 64 * 1024;

    private final MailStore store;
    private final Executor disk;
    private final Submission message;

    Body(MailStore store, Executor disk, Submission message) {
        this.store = store;
        this.disk = disk;
        this.message = message;
    }

    /**
     * How far it got.
     *
     * @param given complete when nothing more is given to the connection
     * @param whole true from the moment on at which the end of the message goes: from then on the host may have it
     */
    record Sending(CompletableFuture<Void> given, AtomicBoolean whole) {
        /** Why the message could not be read, when it could not. */
        Optional<Throwable> unread() {
            Throwable failure = given.handle((done, why) -> why).getNow(null);
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause()
                    : failure;
            return cause instanceof HostFailure ? Optional.empty() : Optional.ofNullable(cause);
        }
    }

    /** {@code answer}: when it comes early, no more is sent. */
    Sending send(Peer peer, RelaySettings settings, CompletableFuture<Reply> answer) {
        Sending sending = new Sending(new CompletableFuture<>(), new AtomicBoolean());
        next(peer.dialog(), settings, answer, new DotStuffing(), message.skip(), sending);
        return sending;
    }

    private void next(Dialog dialog, RelaySettings settings, CompletableFuture<Reply> answer, DotStuffing form, long at,
            Sending sending) {
        CompletableFuture<Void> sent = sending.given();
        if (answer.isDone()) {
            sent.complete(null);
            return;
        }
        Runnable step = () -> {
            try {
                ByteBuffer piece = store.read(message.blob(), at, PIECE);
                int length = piece.remaining();
                ByteBuf out = Unpooled.buffer(length + 256);
                form.piece(piece, out);
                if (length == 0) {
                    form.end(out);
                    sending.whole().set(true);
                }
                dialog.body(out, settings.dataTimeout()).whenComplete((taken, failure) -> {
                    if (failure != null) {
                        sent.completeExceptionally(failure);
                    } else if (length == 0) {
                        sent.complete(null);
                    } else {
                        next(dialog, settings, answer, form, at + length, sending);
                    }
                });
            } catch (RuntimeException e) {
                sent.completeExceptionally(e);
            }
        };
        try {
            disk.execute(step);
        } catch (RejectedExecutionException e) {
            sent.completeExceptionally(e); // the relay stops
        }
    }

    /** True when a byte of it is not ASCII. Reads from disk. */
    boolean hasEightBit() {
        for (long at = message.skip(); at < message.size();) {
            ByteBuffer piece = store.read(message.blob(), at, PIECE);
            at += piece.remaining();
            while (piece.hasRemaining()) {
                if (piece.get() < 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
