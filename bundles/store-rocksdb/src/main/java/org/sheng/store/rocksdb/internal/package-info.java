/**
 * The mail store: blobs, mailboxes, messages and the rows of other engines, in RocksDB ({@link
 * org.sheng.store.rocksdb.internal.RocksStore}) or, for unit tests, in memory ({@link
 * org.sheng.store.rocksdb.internal.MemoryStore}).
 *
 * <p><b>How it is built.</b> {@link org.sheng.store.rocksdb.internal.Writer} is the one thread that writes. It applies
 * all batches that wait ({@link org.sheng.store.rocksdb.internal.Application}) to {@link
 * org.sheng.store.rocksdb.internal.Changes}, which lie over the rows that are there and take back a refused batch
 * alone, writes them as one RocksDB batch, synced once, and tells the callers on a thread of its own. Reads go to the
 * rows directly, on the caller's thread. {@link org.sheng.store.rocksdb.internal.Keys} has the key layout, {@link
 * org.sheng.store.rocksdb.internal.KeyValue} is all that is asked of RocksDB.
 *
 * <p><b>Whom it trusts.</b> Its callers, which are engines and services of the node: it checks sizes, names and counts,
 * not who may read what. The disk: a block whose checksum is wrong is refused, not read.
 *
 * <p><b>What a crash (of the process, the machine) leaves</b>, by the moment at which it comes:
 * <ul>
 * <li>A batch waits, or is being applied: nothing of it.
 * <li>The write is in progress: the whole merge or nothing of it: it is one record of the log, with a checksum. Its
 * callers have not been told, so they, or who sent the mail, try again.
 * <li>The write is synced: all of it, told or not. A lazy batch alone may be lost when the machine crashes, with all
 * lazy ones after it; not when the process does.
 * <li>A blob's chunks went ahead and its batch never came: the chunks and a row that marks the blob as open. Both are
 * removed at the next start.
 * <li>A blob was removed while somebody read it ({@link org.sheng.store.rocksdb.internal.Readers}): its chunks and the
 * same row. Both are removed at the next start.
 * <li>A mailbox was deleted and its messages are still being removed: a purge row, from which the next start goes on.
 * <li>Files are being rewritten to bring room back: the files as they were; RocksDB removes what was begun.
 * </ul>
 *
 * <p><b>When the disk refuses.</b> Nothing that was complete is lost. Batches are refused with UNAVAILABLE and a text
 * that says why; {@link org.sheng.store.MailStore#health} says the same. The store is opened anew every few seconds
 * until that succeeds; mail can be read meanwhile where the disk allows it. The batches of the write that failed wait
 * up to 10 seconds for the store to know whether they are there: a number that each write carries tells it. Should it
 * take longer, they are refused, and in the one case that the log took them and only its sync failed, they are there
 * all the same. Below {@code min-free-disk} new mail is refused before the disk is full, and what removes mail is still
 * done.
 *
 * <p>Nothing depends on the clock but the order of blob ids on disk.
 */
package org.sheng.store.rocksdb.internal;
