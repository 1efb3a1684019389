package org.sheng.pop3.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.store.StoreException;

/** Writes an answer piece by piece, as fast as the client takes it. */
final class Pump {
    private final Connection connection;
    private final BooleanSupplier piece;
    private final CompletableFuture<Next> done = new CompletableFuture<>();

    /** @param piece writes a piece; false when it was the last one. May read from disk. */
    Pump(Connection connection, BooleanSupplier piece) {
        this.connection = connection;
        this.piece = piece;
    }

    Next run() {
        goOn();
        return Next.after(done);
    }

    private void goOn() {
        try {
            while (connection.writable()) {
                if (!piece.getAsBoolean()) {
                    done.complete(Next.AGAIN);
                    return;
                }
            }
            connection.flush();
            connection.drained().thenRun(() -> connection.execute(this::goOn));
        } catch (StoreException e) {
            done.complete(Next.CLOSE); // in the midst of an answer there is no other way to say that it is not whole
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }
}
