package org.sheng.operations.internal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sheng.operations.internal.audit.AuditRow.Answered;
import org.sheng.operations.internal.audit.AuditRow.Asked;
import org.sheng.operations.internal.audit.AuditRow.Kind;
import org.sheng.operations.internal.audit.AuditRow.Saying;
import org.sheng.operations.internal.audit.AuditRow.Undone;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rows at the end of the chain and takes them away from its beginning. Every row waits in memory until the store has it: as a rule the time of one
 * commit. While the store takes nothing, or hangs, at most {@value #MOST_WAITING} wait and who comes later is told at once; what is above goes to the log
 * alone, and is counted in an entry of its own when the store is back.
 */
final class AuditWriter {
    static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 200;
    private static final int MOST_OPEN = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.audit");

    private final Supplier<Optional<MailStore>> stores;
    private final InstantSource clock;
    private final long waitNanos;
    // All that follows is guarded by it.
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    /** Of entries that were numbered before the store had them: the number there. The oldest are forgotten. */
    private final Map<Long, Long> numbers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_OPEN;
        }
    };
    private long lastAhead;
    private long lost;
    private Ends ends;
    private InFlight inFlight;
    private String trouble = "";

    /** @param ahead number of an entry until the store has it: negative */
    private record Waiting(long ahead, Saying saying) { }

    /** @param rows how many of those that wait it has */
    private record InFlight(MailStore store, CompletableFuture<CommitResult> done, int rows, Map<Long, Long> numbers, Ends after) { }

    AuditWriter(Supplier<Optional<MailStore>> stores, InstantSource clock, long waitMillis) {
        this.stores = stores;
        this.clock = clock;
        this.waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
    }

    long asked(Asked asked) {
        long end = System.nanoTime() + waitNanos;
        lock.lock();
        try {
            long ahead = --lastAhead;
            offer(new Waiting(ahead, asked));
            flush(end);
            Long number = numbers.remove(ahead);
            if (number != null) {
                return number;
            }
            LOG.warn("Only here until the store takes it, entry {}: {}", ahead, shown(asked));
            return ahead;
        } finally {
            lock.unlock();
        }
    }

    /** @param number as {@link #asked} gave it, or as it is in the store */
    void then(long number, Saying saying) {
        long end = System.nanoTime() + waitNanos;
        lock.lock();
        try {
            if (!offer(new Waiting(number, saying)) || !flush(end)) {
                LOG.warn("Only here until the store takes it, of entry {}: {}", number, shown(saying));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean offer(Waiting row) {
        if (waiting.size() >= MOST_WAITING) {
            lost += row.saying().kind() == Kind.ASKED ? 1 : 0;
            return false;
        }
        return waiting.add(row);
    }

    /** Writes what waits; true when all is in the store. */
    boolean flush() {
        lock.lock();
        try {
            return flush(System.nanoTime() + waitNanos);
        } finally {
            lock.unlock();
        }
    }

    private boolean flush(long end) {
        try {
            while (inFlight != null || !waiting.isEmpty()) {
                if (!settled(end) || !waiting.isEmpty() && !begun()) {
                    return false;
                }
                tellLost();
            }
            over();
            return true;
        } catch (StoreException away) {
            ends = null;
            trouble(away.getMessage());
            return false;
        }
    }

    /** True when no commit is under way any more. */
    private boolean settled(long end) {
        if (inFlight == null) {
            return true;
        }
        InFlight now = inFlight;
        try {
            boolean same = stores.get().filter(store -> store == now.store()).isPresent();
            now.done().get(same ? Math.max(0, end - System.nanoTime()) : 0, TimeUnit.NANOSECONDS);
            done(now);
            return true;
        } catch (TimeoutException e) {
            return leftBehind(now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble("the wait for it was interrupted");
            return false;
        } catch (ExecutionException e) {
            inFlight = null;
            ends = null;
            if (e.getCause() instanceof StoreException refused && refused.reason() == Reason.CONFLICT) {
                trouble("the end of the chain is not where " + Ends.SPACE + " says: somebody else wrote there. `sheng:audit-verify` says more.");
            } else {
                trouble(String.valueOf(e.getCause().getMessage()));
            }
            return false;
        }
    }

    /** A commit to a store that is no more, of which nothing was heard: the new one shows whether it was done. */
    private boolean leftBehind(InFlight before) {
        Optional<MailStore> now = stores.get();
        if (now.isEmpty() || now.get() == before.store()) {
            trouble("it does not answer");
            return false;
        }
        Ends found = Ends.of(now.get()).orElse(Ends.none());
        if (Arrays.equals(found.hash(), before.after().hash()) && found.first() == before.after().first()) {
            done(before);
        } else {
            inFlight = null;
            ends = found;
        }
        return true;
    }

    private void done(InFlight commit) {
        inFlight = null;
        ends = commit.after();
        numbers.putAll(commit.numbers());
        for (int i = 0; i < commit.rows(); i++) {
            waiting.remove();
        }
    }

    /** Commits the first that wait; false where there is no store. */
    private boolean begun() {
        Optional<MailStore> store = stores.get();
        if (store.isEmpty()) {
            ends = null;
            trouble("it is not there");
            return false;
        }
        if (ends == null) {
            ends = Ends.of(store.get()).orElse(Ends.none());
        }
        Ends after = ends;
        Map<Long, Long> given = new HashMap<>();
        Batch batch = new Batch().require(Ends.CHAIN, Ends.place(after.last() + 1), false);
        int rows = 0;
        for (Waiting row : waiting) {
            if (rows++ == AT_ONCE) {
                rows--;
                break;
            }
            Optional<Long> number = number(row, after, given);
            if (number.isPresent()) {
                AuditRow made = AuditRow.after(after.hash(), after.last() + 1, number.get(), resolved(row.saying(), given));
                batch.put(AuditRow.SPACE, made.key(), made.value()).put(Ends.CHAIN, Ends.place(made.place()), made.key());
                after = after.with(made);
            }
        }
        after.put(batch);
        commit(store.get(), batch, rows, given, after);
        return true;
    }

    /** The number of the row's entry; empty where the entry is not kept. */
    private Optional<Long> number(Waiting row, Ends now, Map<Long, Long> given) {
        if (row.saying().kind() == Kind.ASKED) {
            given.put(row.ahead(), now.lastNumber() + 1);
            return Optional.of(now.lastNumber() + 1);
        }
        return real(row.ahead(), given).filter(number -> number >= now.firstNumber() && number <= now.lastNumber());
    }

    private Optional<Long> real(long number, Map<Long, Long> given) {
        return number > 0 ? Optional.of(number) : Optional.ofNullable(given.getOrDefault(number, numbers.get(number)));
    }

    private Saying resolved(Saying saying, Map<Long, Long> given) {
        return saying instanceof Undone undone ? new Undone(undone.at(), real(undone.by(), given).orElse(0L)) : saying;
    }

    private void commit(MailStore store, Batch batch, int rows, Map<Long, Long> given, Ends after) {
        inFlight = new InFlight(store, store.commit(batch).toCompletableFuture(), rows, given, after);
    }

    private void tellLost() {
        if (lost > 0 && inFlight == null && waiting.size() < MOST_WAITING - 1) {
            long ahead = --lastAhead;
            Instant now = clock.instant();
            waiting.add(new Waiting(ahead, new Asked(now, "(node)", "", "", "", "audit-lost", "/audit", Map.of("entries", lost), Optional.empty(),
                    Optional.empty())));
            waiting.add(new Waiting(ahead, new Answered(now, Optional.of("the store took nothing, and too many waited: the log has them"), Optional.empty())));
            lost = 0;
        }
    }

    /** Takes away the oldest rows while they are too old or all are too much; at most {@value #AT_ONCE}. True when more may have to go. */
    boolean purge(AuditSettings settings) {
        lock.lock();
        try {
            if (!flush(System.nanoTime() + waitNanos) || stores.get().isEmpty()) {
                return false;
            }
            MailStore store = stores.get().get();
            ends = ends == null ? Ends.of(store).orElse(Ends.none()) : ends;
            List<AuditRow> going = going(store, settings);
            if (going.isEmpty()) {
                return false;
            }
            Ends after = ends;
            Batch batch = new Batch();
            for (AuditRow row : going) {
                batch.delete(AuditRow.SPACE, row.key()).delete(Ends.CHAIN, Ends.place(row.place()));
                after = after.without(row);
            }
            after.put(batch);
            commit(store, batch, 0, Map.of(), after);
            return settled(System.nanoTime() + waitNanos);
        } catch (StoreException away) {
            ends = null;
            trouble(away.getMessage());
            return false;
        } finally {
            lock.unlock();
        }
    }

    private List<AuditRow> going(MailStore store, AuditSettings settings) {
        Instant limit = clock.instant().minus(settings.keep());
        long bytes = ends.bytes();
        List<AuditRow> going = new ArrayList<>();
        for (MailStore.Row link : store.scan(Ends.CHAIN, Ends.place(ends.first()), Ends.place(ends.last() + 1), AT_ONCE)) {
            AuditRow row = row(store, link);
            if (bytes <= settings.maxBytes() && !old(row, limit)) {
                break;
            }
            going.add(row);
            bytes -= row.bytes();
        }
        return going;
    }

    /** A row that is missing or damaged goes like the others; that the chain is broken behind it stays to be found. */
    private static AuditRow row(MailStore store, MailStore.Row link) {
        long place = ByteBuffer.wrap(link.key()).getLong();
        try {
            Optional<byte[]> value = store.get(AuditRow.SPACE, link.value());
            if (value.isPresent()) {
                return AuditRow.of(link.value(), value.get());
            }
        } catch (IOException damaged) {
            LOG.error("The row {} of the audit is damaged, and goes because of its age: {}", place, damaged.getMessage());
        }
        long number = link.value().length == 9 ? ByteBuffer.wrap(link.value()).getLong() : 0;
        return new AuditRow(number, Kind.ANSWERED, place, new byte[AuditRow.HASH_OCTETS], new byte[0]);
    }

    private static boolean old(AuditRow row, Instant limit) {
        try {
            return row.at().isBefore(limit);
        } catch (IOException damaged) {
            return false; // it goes with those behind it, or by size
        }
    }

    private void trouble(String why) {
        if (!trouble.equals(why)) { // told once, not at each attempt
            trouble = why;
            LOG.error("The store does not take the audit: {}. Entries are in this log and are written when it does.", why);
        }
    }

    private void over() {
        if (!trouble.isEmpty()) {
            trouble = "";
            LOG.info("The store takes the audit again; what waited is written.");
        }
    }

    /** On one line, whatever was given. */
    private static String shown(Saying saying) {
        String text = saying.toString();
        return (text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text).replaceAll("\\p{Cntrl}", "�");
    }
}
