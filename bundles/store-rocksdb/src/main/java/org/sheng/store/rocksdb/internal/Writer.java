package org.sheng.store.rocksdb.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sheng.store.CommitResult;
import org.sheng.store.MailboxChange;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all work that waits, applies it in order, each batch to what those before it
 * left, writes the changes of all as one, synced when any of them asks for it, and then lets the callers know. What
 * comes while it writes is the next merge.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long MAX_RETRY_MILLIS = 8_000;
    /** How long batches of a failed write wait for the store to know whether they are there. */
    private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final KeyValue rows;
    private final Intake intake;
    private final UidSets uidSets;
    private final Readers readers;
    private final Completion completion;
    private final Deque<Long> purging = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "sheng-store-writer");

    Writer(KeyValue rows, Intake intake, UidSets uidSets, Readers readers, Completion completion) {
        this.rows = rows;
        this.intake = intake;
        this.uidSets = uidSets;
        this.readers = readers;
        this.completion = completion;
        thread.setDaemon(true);
    }

    /** Opens the store if that can be done now; else goes on trying. */
    void start() {
        try {
            open();
        } catch (StoreException refused) {
            LOG.error("The store cannot be opened, tries again every few seconds: {}", refused.getMessage());
            intake.trouble(refused.getMessage());
        }
        thread.start();
    }

    /** Does what waits, then ends. */
    void close() {
        intake.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                if (!intake.trouble().isEmpty()) {
                    recover(new Merge());
                }
                List<Work> works = intake.take(!purging.isEmpty());
                if (works.isEmpty() && intake.isClosed()) {
                    return;
                }
                try {
                    merge(works);
                } catch (Error fatal) {
                    works.forEach(work -> fail(work, new StoreException(Reason.UNAVAILABLE, "the store's writer ended",
                            fatal)));
                    throw fatal;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("the store is closed");
        } catch (Error fatal) {
            LOG.error("The store's writer ended", fatal);
            end("the store's writer ended (" + fatal + "): start the node anew; the log says more");
        }
    }

    private void end(String why) {
        intake.close();
        intake.trouble(why).forEach(work -> fail(work, new StoreException(Reason.UNAVAILABLE, -1, why)));
    }

    private void merge(List<Work> works) throws InterruptedException {
        Merge merge = new Merge();
        for (Work work : works) {
            merge.add(work);
        }
        try {
            merge.purge();
            merge.write();
        } catch (StoreException failed) {
            LOG.error("The store could not write: {}", failed.getMessage());
            intake.trouble(failed.getMessage()).forEach(work -> fail(work, failed));
            recover(merge);
            return;
        }
        merge.succeed();
    }

    /** Tries until the store is open and takes writes again; tells the callers of the failed write how it went. */
    private void recover(Merge inDoubt) throws InterruptedException {
        long since = System.nanoTime();
        boolean doubt = !inDoubt.isEmpty();
        long pause = RETRY_MILLIS;
        while (!intake.isClosed()) {
            try {
                open();
                if (doubt) {
                    settle(inDoubt);
                }
                intake.trouble("");
                LOG.info("The store takes writes again");
                return;
            } catch (StoreException still) {
                intake.trouble(still.getMessage()).forEach(work -> fail(work, still));
                if (doubt && System.nanoTime() - since > DOUBT_NANOS) {
                    inDoubt.fail(still);
                    doubt = false;
                }
            }
            intake.pause(pause);
            pause = Math.min(2 * pause, MAX_RETRY_MILLIS);
        }
        inDoubt.fail(new StoreException(Reason.UNAVAILABLE, -1, "the store was closed while its disk refused writes"));
    }

    /** The rows say whether the write that failed is there after all. */
    private void settle(Merge inDoubt) {
        if (sequence(Keys.COMMIT_SEQUENCE) >= inDoubt.number) {
            inDoubt.succeed();
        } else {
            inDoubt.fail(new StoreException(Reason.UNAVAILABLE, -1, "the disk refused a write; try again"));
        }
    }

    private long sequence(byte[] key) {
        byte[] row = rows.now().get(Family.STATE, key);
        return row == null ? 0 : new RowReader(row).int64();
    }

    private void open() {
        rows.reopen();
        uidSets.clear();
        Format.bringUpToDate(rows);
        OpenBlobs.removeAll(rows, readers);
        purging.clear();
        purging.addAll(Purge.pending(rows.now()));
    }

    private static void fail(Work work, StoreException why) {
        if (work instanceof Work.Commit commit) {
            commit.result().completeExceptionally(why);
        } else if (work instanceof Work.Chunk chunk) {
            chunk.blob().failed(why);
        }
    }

    /** What is written at once. */
    private final class Merge {
        private final Changes changes = new Changes(rows.now());
        private final Rows state = new Rows(changes);
        private final long epoch = rows.epoch();
        private final List<Runnable> done = new ArrayList<>();
        private final List<Work> works = new ArrayList<>();
        private final List<MailboxChange> told = new ArrayList<>();
        private final List<Long> deleted = new ArrayList<>();
        private boolean sync;
        private boolean purged;
        private long number;

        boolean isEmpty() {
            return works.isEmpty();
        }

        void add(Work work) {
            works.add(work);
            changes.savepoint();
            try {
                apply(work);
            } catch (StoreException refused) {
                changes.rollback();
                done.add(() -> Writer.fail(work, refused));
            } catch (RuntimeException defect) {
                changes.rollback();
                LOG.error("A batch could not be applied, nothing of it was done: this is a defect", defect);
                done.add(() -> Writer.fail(work, new StoreException(Reason.UNAVAILABLE,
                        "the batch could not be applied: " + defect, defect)));
            }
        }

        private void apply(Work work) {
            if (work instanceof Work.Commit commit) {
                Application application = new Application(state, epoch);
                CommitResult result = application.apply(commit.batch());
                sync |= !commit.batch().isLazy();
                told.addAll(application.changes());
                deleted.addAll(application.deletedMailboxes());
                done.add(() -> commit.result().complete(result));
            } else if (work instanceof Work.Chunk chunk) {
                if (chunk.number() == 0) {
                    changes.put(Family.STATE, Keys.openBlob(chunk.blob().id()), Keys.END);
                }
                changes.put(Family.CHUNKS, Keys.chunk(chunk.blob().id(), chunk.number()), chunk.bytes());
                chunk.blob().applied(epoch);
                done.add(chunk.blob()::written);
            } else if (work instanceof Work.Reclaimed reclaimed) {
                reclaimed.periods().forEach(period -> state.reclaimed(period.period(), period.removed()));
            } else if (work instanceof Work.Discard discard && changes.get(Family.STATE,
                    Keys.openBlob(discard.blob())) != null) {
                changes.remove(Family.STATE, Keys.openBlob(discard.blob()));
                if (state.blob(discard.blob()).isEmpty()) {
                    Blobs.removeChunks(state, discard.blob(), discard.chunks());
                }
            }
        }

        void purge() {
            changes.savepoint();
            Long mailbox = purging.peek();
            purged = mailbox != null && Purge.step(state, mailbox);
        }

        void write() {
            if (changes.isEmpty()) {
                return;
            }
            number = state.next(Keys.COMMIT_SEQUENCE);
            readers.keep(changes, state.removed());
            try {
                rows.write(changes, sync);
            } finally {
                readers.written();
            }
        }

        void succeed() {
            if (purged) {
                purging.poll();
            }
            purging.addAll(deleted);
            uidSets.written(changes.rows(Family.STATE));
            deleted.forEach(uidSets::drop);
            Collection<MailboxChange> changed = merged(told);
            completion.accept(done, changed);
        }

        void fail(StoreException why) {
            works.forEach(work -> Writer.fail(work, why));
        }
    }

    private static Collection<MailboxChange> merged(List<MailboxChange> all) {
        Map<List<Object>, MailboxChange> merged = new LinkedHashMap<>();
        all.forEach(change -> merged.merge(List.of(change.account(), change.mailbox()), change, Application::both));
        return merged.values();
    }
}
