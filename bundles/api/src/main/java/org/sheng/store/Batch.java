package org.sheng.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Changes that become durable together or not at all, applied in the order in which they were added: a later one sees what an earlier
 * one did. Not for two threads at once; not changed after it was given to {@link MailStore#commit}. At most 10,000 operations, and 100,000 messages named by
 * them all, else refused with TOO_LARGE. Mailbox names: one that is too long is refused with TOO_LARGE, one that cannot be (an empty level, control
 * characters) with CONFLICT; INBOX is taken in any case.
 */
public final class Batch {
    private final List<Operation> operations = new ArrayList<>();
    private boolean lazy;

    public List<Operation> operations() {
        return Collections.unmodifiableList(operations);
    }

    /** True when the commit may complete before it is on disk: for facts whose loss in a crash harms nobody. */
    public boolean isLazy() {
        return lazy;
    }

    public Batch lazy() {
        lazy = true;
        return this;
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /**
     * Makes a finished blob part of the store. It lives while something in the store holds it: a message ({@link #append}) or a {@link #holdBlob}; one that nothing
     * holds at the end of a batch is removed. After a refusal the same finished blob may be put by another batch.
     * Refused with EXISTS when it is there already; with UNAVAILABLE when a part of it could not be written: then it must be written anew.
     */
    public Batch blob(BlobWriter.FinishedBlob blob) {
        add(new Operation.PutBlob(blob));
        return this;
    }

    /** One more holder outside of mailboxes. Refused with MISSING when there is no such blob. */
    public Batch holdBlob(BlobId blob) {
        add(new Operation.HoldBlob(blob));
        return this;
    }

    /**
     * One holder outside of mailboxes less; a blob without any holder at the end of the batch is removed, so that a batch may release before it appends.
     * Refused with MISSING when there is no such blob, or none outside of mailboxes holds it.
     */
    public Batch releaseBlob(BlobId blob) {
        add(new Operation.ReleaseBlob(blob));
        return this;
    }

    /**
     * Puts a row into a named key space of an engine outside of the store.
     *
     * @param space {@code [a-z-]{1,32}}
     * @param key 1 to 1,024 bytes, ordered as unsigned
     * @param value at most 1 MiB
     */
    public Batch put(String space, byte[] key, byte[] value) {
        add(new Operation.Put(space, key, value));
        return this;
    }

    public Batch delete(String space, byte[] key) {
        add(new Operation.Delete(space, key));
        return this;
    }

    /** Refuses the batch with CONFLICT unless the row is there ({@code present}) or is not: how two that may do a thing do it once. */
    public Batch require(String space, byte[] key, boolean present) {
        add(new Operation.Require(space, key, present));
        return this;
    }

    /**
     * Creates a mailbox, and those above it that are missing. Refused with EXISTS; with TOO_LARGE at 10,000 mailboxes of an account.
     *
     * @param uidValidity proposed, in epoch seconds; the store takes a higher one where the account had it already
     */
    public Slot<Mailbox> createMailbox(UUID account, String name, String specialUse, long uidValidity) {
        return add(new Operation.CreateMailbox(account, name, specialUse, uidValidity));
    }

    /**
     * Renames with all below it, and creates those above the new name that are missing; of INBOX: moves its messages, at most 100,000, to a new mailbox
     * (RFC 9051 §6.3.6). A renamed mailbox keeps its UIDVALIDITY unless its new name may have been that of one with a higher one.
     * Refused with MISSING, EXISTS, CONFLICT (below itself), TOO_LARGE.
     */
    public Slot<Mailbox> renameMailbox(UUID account, String from, String to, long uidValidity) {
        return add(new Operation.RenameMailbox(account, from, to, uidValidity));
    }

    /** Deletes with its messages, which go in the background, not those below it. INBOX is refused with CONFLICT. */
    public Batch deleteMailbox(UUID account, String name) {
        add(new Operation.DeleteMailbox(account, name));
        return this;
    }

    /** Subscriptions are kept by name, with or without a mailbox of that name (RFC 9051 §6.3.7). At most 10,000 an account. */
    public Batch subscribe(UUID account, String name, boolean subscribed) {
        add(new Operation.Subscribe(account, name, subscribed));
        return this;
    }

    /**
     * Puts a message into a mailbox; INBOX is made where it is missing, every other is refused with MISSING. The blob must be in the store, or earlier in this batch.
     *
     * @param threadId 0: a new thread of its own
     * @param quotaBytes refused with OVER_QUOTA when the account would have more; 0: no limit; so {@code quotaMessages}
     * @param uidValidity for an INBOX that is made by it
     */
    public Slot<Appended> append(UUID account, String mailbox, BlobId blob, Flags flags, long internalDate, long saveDate,
            long threadId, long quotaBytes, long quotaMessages, long uidValidity) {
        return add(new Operation.Append(account, mailbox, blob, flags, internalDate, saveDate, threadId, quotaBytes, quotaMessages,
                uidValidity));
    }

    /** Copies, or moves, within an account or between two. UIDs that are not there are passed over. Refused with MISSING (a mailbox), OVER_QUOTA. */
    public Slot<Copied> copy(long mailbox, List<Long> uids, long target, boolean move, long saveDate, long quotaBytes,
            long quotaMessages) {
        return add(new Operation.Copy(mailbox, List.copyOf(uids), target, move, saveDate, quotaBytes, quotaMessages));
    }

    /**
     * Changes flags. UIDs that are not there are passed over; a message whose flags stay the same keeps its MODSEQ, each other gets one of its own.
     *
     * @param unchangedSince messages changed after it are left and told (RFC 7162 §3.1.3); -1: no condition
     */
    public Slot<FlagsStored> storeFlags(long mailbox, List<Long> uids, Flags flags, FlagChange change, long unchangedSince) {
        return add(new Operation.StoreFlags(mailbox, List.copyOf(uids), flags, change, unchangedSince));
    }

    /** Removes messages; their UIDs stay known as tombstones for {@link MailStore#vanishedSince}. {@code onlyDeleted}: those with {@code \Deleted} alone. */
    public Slot<Expunged> expunge(long mailbox, List<Long> uids, boolean onlyDeleted) {
        return add(new Operation.Expunge(mailbox, List.copyOf(uids), onlyDeleted));
    }

    /**
     * A session tells its client of the messages with UIDs up to {@code through}, so that they are {@code \Recent} to no session
     * that is told of them later (RFC 3501 §2.3.2). Changes no MODSEQ, and no watcher is told. Meant for lazy batches: what a crash
     * takes back is recent once more. Refused with MISSING when there is no such mailbox.
     *
     * @param through a UID; those that were not given out yet stay as they are
     */
    public Slot<Recent> takeRecent(long mailbox, long through) {
        return add(new Operation.TakeRecent(mailbox, through));
    }

    /** Removes all mailboxes of an account; contents go in the background. */
    public Batch deleteAccount(UUID account) {
        add(new Operation.DeleteAccount(account));
        return this;
    }

    private <R> Slot<R> add(Operation operation) {
        if (operations.size() == 10_000) {
            throw new IllegalStateException("a batch holds at most 10,000 operations");
        }
        operations.add(operation);
        return new Slot<>(operations.size() - 1);
    }

    /** How {@link #storeFlags} changes. */
    public enum FlagChange { REPLACE, ADD, REMOVE }

    public record Appended(long mailbox, long uidValidity, long uid, long modseq, long emailId, long threadId) { }

    /** {@code from} and {@code to} have the same length: UID here, UID there. */
    public record Copied(long uidValidity, List<Long> from, List<Long> to) { }

    /** @param changed as they are after it, with those whose flags stayed; {@code failed} the UIDs that {@code unchangedSince} kept back */
    public record FlagsStored(List<Message> changed, List<Long> failed) { }

    /**
     * UIDs, both inclusive, of which no session had been told: {@code \Recent} to this one. None where {@code from} is
     * above {@code to}.
     */
    public record Recent(long from, long to) { }

    public record Expunged(List<Long> uids, long modseq) { }
}
