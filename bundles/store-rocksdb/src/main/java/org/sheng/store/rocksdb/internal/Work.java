package org.sheng.store.rocksdb.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.CommitResult;
import org.sheng.store.Operation;

/** What waits for the writer. */
sealed interface Work {

    /** Bytes of memory it takes, about. */
    long weight();

    /** A batch of a caller. */
    record Commit(Batch batch, CompletableFuture<CommitResult> result, long weight) implements Work {
        private static final long OPERATION = 200;

        static Commit of(Batch batch) {
            return new Commit(batch, new CompletableFuture<>(), weigh(batch));
        }

        private static long weigh(Batch batch) {
            long weight = OPERATION;
            for (Operation operation : batch.operations()) {
                weight += OPERATION;
                if (operation instanceof Operation.PutBlob put && put.blob() instanceof WrittenBlob blob) {
                    weight += blob.tail().length + blob.summary().length;
                } else if (operation instanceof Operation.Put put) {
                    weight += put.key().length + put.value().length;
                } else if (operation instanceof Operation.Copy copy) {
                    weight += copy.uids().size() * OPERATION;
                } else if (operation instanceof Operation.StoreFlags store) {
                    weight += store.uids().size() * OPERATION;
                } else if (operation instanceof Operation.Expunge expunge) {
                    weight += expunge.uids().size() * OPERATION;
                }
            }
            return weight;
        }
    }

    /** A full chunk of a blob that is still being written. */
    record Chunk(ChunkedBlobWriter blob, int number, byte[] bytes) implements Work {
        @Override
        public long weight() {
            return bytes.length;
        }
    }

    /** Files were rewritten without what had been removed of these periods. */
    record Reclaimed(List<Period> periods) implements Work {
        @Override
        public long weight() {
            return 100;
        }
    }

    record Period(long period, long removed) { }

    /** Chunks whose commit will not come. */
    record Discard(BlobId blob, int chunks) implements Work {
        @Override
        public long weight() {
            return 100;
        }
    }
}
