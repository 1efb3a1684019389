package org.sheng.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who did what, when, from where, with what result. Entries are only ever added, and each has the hash of the one before it, so that one that was
 * changed or taken out is found. Each tree is kept up to 64 KiB; of a larger one only its size. Blocks: worker threads only.
 *
 * <p>While the store takes nothing, {@link #asked}, {@link #answered} and {@link #undone} wait at most some seconds (five each for the store and for another caller), entries go to the log and wait
 * in memory (at most 10,000), and the other methods throw {@link org.sheng.store.StoreException} UNAVAILABLE.
 */
public interface Audit {

    /**
     * Written before a change is made, durable when it returns: what was asked. Where the store takes nothing the entry goes to the log, and to the store
     * when it is back, so that a node in trouble can be steered.
     *
     * @param input without secrets
     * @param before the thing before, as a tree; empty where there was none
     * @return number of the entry, for {@link #answered}; negative while it is not in the store
     */
    long asked(Caller caller, String operation, String target, Map<String, Object> input, Optional<Object> before, Optional<Inverse> inverse);

    /**
     * What came of it.
     *
     * @param refusal kind and text; empty where it succeeded
     * @param after the thing after it, as a tree; empty where there is none
     */
    void answered(long number, Optional<String> refusal, Optional<Object> after);

    /** Tells that what an entry tells was taken back by another; both as {@link #asked} gave them, or as {@link Entry#number}. */
    void undone(long number, long by);

    /** Newest first; at most 100,000 are looked at in one call. {@code before}: number of the last one seen, empty: from the newest. {@code limit}: 1 to 1,000. */
    Page<Entry> entries(Filter filter, Optional<Long> before, int limit);

    Optional<Entry> entry(long number);

    /** Goes through the chain from the oldest; empty when it is whole, else what is wrong and where. */
    Optional<String> verify();

    /** Empty: any. {@code text} is looked for in operation, target and input, without case. */
    record Filter(Optional<String> who, Optional<String> operation, Optional<String> text, Optional<Instant> from, Optional<Instant> until) { }

    /**
     * @param number counts up from 1, without gaps; the oldest go when they are too old, or all are too much
     * @param result {@code ok}, {@code begun} while it runs or after a crash, else kind and text of the refusal
     * @param undoneBy number of the entry that took it back
     * @param hash SHA-256, hexadecimal, of the entry as it was asked and of what was written before it
     */
    record Entry(long number, Instant at, String who, String role, String via, String from, String operation, String target,
            Map<String, Object> input, Optional<Object> before, Optional<Object> after, String result, Optional<Inverse> inverse,
            Optional<Long> undoneBy, String hash) { }

    /** Those with a greater number, oldest first, for export by pages; {@code limit}: 1 to 1,000. */
    List<Entry> after(long number, int limit);
}
