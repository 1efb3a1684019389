package org.sheng.store.rocksdb.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.sheng.store.BlobId;

/**
 * The key layout. First a letter for the kind of row, then numbers big-endian, so that rows lie in the order in which
 * they are read.
 *
 * <pre>
 * STATE     S name                   a sequence or mark of the whole store
 *           A account                {@link AccountRow}
 *           N account name           the mailbox's id, 8 bytes
 *           L account name           subscribed; empty
 *           M mailbox                {@link MailboxRow}
 *           F mailbox flag block     {@link UidBlock}: which of 1,024 UIDs have the flag, 1 byte as in Flags
 *           U mailbox block          {@link UidBlock}: which of 1,024 UIDs are there
 *           P mailbox                {@link PurgeRow}: deleted, its messages still to be removed
 *           O blob                   chunks are ahead of their commit; empty
 *           R period                 {@link PeriodRow}: bytes written and removed of the blobs of some time
 * MESSAGES  m mailbox uid            {@link MessageRow}
 *           q mailbox modseq         the UID last changed at it, 4 bytes
 *           t mailbox modseq         tombstones: {@link Tombstones}
 * BLOBS     b blob                   {@link BlobRow}
 *           s blob                   summary, as given
 * CHUNKS    blob number              up to {@link ChunkedBlobWriter#CHUNK} bytes
 * SPACES    space 0 key              value, as given
 * </pre>
 */
final class Keys {
    static final byte[] END = new byte[0];
    static final byte[] MAILBOX_SEQUENCE = named("mailbox");
    static final byte[] EMAIL_SEQUENCE = named("email");
    static final byte[] COMMIT_SEQUENCE = named("commit");
    static final byte[] FORMAT = named("format");

    private Keys() { }

    private static byte[] named(String name) {
        return ("S" + name).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] account(UUID account) {
        return new RowWriter(17).int8('A').uuid(account).bytes();
    }

    static byte[] names(UUID account) {
        return new RowWriter(17).int8('N').uuid(account).bytes();
    }

    static byte[] name(UUID account, String name) {
        return named('N', account, name);
    }

    static byte[] subscriptions(UUID account) {
        return new RowWriter(17).int8('L').uuid(account).bytes();
    }

    static byte[] subscription(UUID account, String name) {
        return named('L', account, name);
    }

    private static byte[] named(int kind, UUID account, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return new RowWriter(17 + utf8.length).int8(kind).uuid(account).rest(utf8).bytes();
    }

    /** The name at the end of a key of {@link #name} or {@link #subscription}. */
    static String nameOf(byte[] key) {
        return new String(key, 17, key.length - 17, StandardCharsets.UTF_8);
    }

    static byte[] mailbox(long mailbox) {
        return of('M', mailbox);
    }

    static byte[] uidBlocks(long mailbox) {
        return of('U', mailbox);
    }

    static byte[] flagBlocks(long mailbox) {
        return of('F', mailbox);
    }

    /** Of {@link Bitmaps#PRESENT} or of a flag. */
    static byte[] bitmap(long mailbox, int kind, long block) {
        if (kind == Bitmaps.PRESENT) {
            return new RowWriter(13).int8('U').int64(mailbox).int32(block).bytes();
        }
        return new RowWriter(14).int8('F').int64(mailbox).int8(kind).int32(block).bytes();
    }

    static byte[] purge(long mailbox) {
        return of('P', mailbox);
    }

    static byte[] openBlob(BlobId blob) {
        return new RowWriter(17).int8('O').uuid(blob.value()).bytes();
    }

    static byte[] period(long period) {
        return of('R', period);
    }

    static byte[] messages(long mailbox) {
        return of('m', mailbox);
    }

    static byte[] message(long mailbox, long uid) {
        return new RowWriter(13).int8('m').int64(mailbox).int32(uid).bytes();
    }

    static byte[] modseqs(long mailbox) {
        return of('q', mailbox);
    }

    static byte[] modseq(long mailbox, long modseq) {
        return new RowWriter(17).int8('q').int64(mailbox).int64(modseq).bytes();
    }

    static byte[] tombstones(long mailbox) {
        return of('t', mailbox);
    }

    static byte[] tombstones(long mailbox, long modseq) {
        return new RowWriter(17).int8('t').int64(mailbox).int64(modseq).bytes();
    }

    static byte[] blob(BlobId blob) {
        return new RowWriter(17).int8('b').uuid(blob.value()).bytes();
    }

    static byte[] summary(BlobId blob) {
        return new RowWriter(17).int8('s').uuid(blob.value()).bytes();
    }

    static byte[] chunks(BlobId blob) {
        return new RowWriter(16).uuid(blob.value()).bytes();
    }

    static byte[] chunk(BlobId blob, long number) {
        return new RowWriter(20).uuid(blob.value()).int32(number).bytes();
    }

    static byte[] space(String space) {
        return (space + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] space(String space, byte[] key) {
        byte[] name = space(space);
        return new RowWriter(name.length + key.length).rest(name).rest(key).bytes();
    }

    static byte[] kind(char kind) {
        return new byte[] {(byte) kind};
    }

    private static byte[] of(int kind, long number) {
        return new RowWriter(9).int8(kind).int64(number).bytes();
    }

    /** The first key behind all that begin with the prefix. */
    static byte[] behind(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] behind = Arrays.copyOf(prefix, i + 1);
                behind[i]++;
                return behind;
            }
        }
        return END;
    }
}
