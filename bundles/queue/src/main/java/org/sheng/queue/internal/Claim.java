package org.sheng.queue.internal;

import java.util.concurrent.CompletableFuture;

/** Somebody's hold on an entry: a worker's lease, or an operator's change under way. */
interface Claim {

    /** Complete when nobody works on the entry any more. */
    CompletableFuture<Void> ended();

    /** An operator's. */
    record Change(CompletableFuture<Void> ended) implements Claim { }
}
