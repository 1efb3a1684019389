package org.sheng.store;

import java.util.List;
import java.util.UUID;

/** One change in a batch. Made by {@link Batch}'s methods, which say what each does; implementations of the store switch over it. */
public sealed interface Operation {
    record PutBlob(BlobWriter.FinishedBlob blob) implements Operation { }

    record HoldBlob(BlobId blob) implements Operation { }

    record ReleaseBlob(BlobId blob) implements Operation { }

    record Put(String space, byte[] key, byte[] value) implements Operation { }

    record Delete(String space, byte[] key) implements Operation { }

    record Require(String space, byte[] key, boolean present) implements Operation { }

    record CreateMailbox(UUID account, String name, String specialUse, long uidValidity) implements Operation { }

    record RenameMailbox(UUID account, String from, String to, long uidValidity) implements Operation { }

    record DeleteMailbox(UUID account, String name) implements Operation { }

    record Subscribe(UUID account, String name, boolean subscribed) implements Operation { }

    record Append(UUID account, String mailbox, BlobId blob, Flags flags, long internalDate, long saveDate, long threadId,
            long quotaBytes, long quotaMessages, long uidValidity) implements Operation { }

    record Copy(long mailbox, List<Long> uids, long target, boolean move, long saveDate, long quotaBytes, long quotaMessages)
            implements Operation { }

    record StoreFlags(long mailbox, List<Long> uids, Flags flags, Batch.FlagChange change, long unchangedSince) implements Operation { }

    record Expunge(long mailbox, List<Long> uids, boolean onlyDeleted) implements Operation { }

    record TakeRecent(long mailbox, long through) implements Operation { }

    record DeleteAccount(UUID account) implements Operation { }
}
