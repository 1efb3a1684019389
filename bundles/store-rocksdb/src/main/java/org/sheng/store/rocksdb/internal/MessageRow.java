package org.sheng.store.rocksdb.internal;

import java.util.BitSet;
import org.sheng.store.BlobId;
import org.sheng.store.Message;

/** A message in a mailbox. {@code keywords} are numbers of {@link MailboxRow#keywords}; not to be changed. */
record MessageRow(long uid, long modseq, int bits, BitSet keywords, long internalDate, long saveDate, long size,
        long emailId, long threadId, BlobId blob) {

    static MessageRow decode(long uid, byte[] row) {
        RowReader in = new RowReader(row);
        return new MessageRow(uid, in.number(), in.int8(), BitSet.valueOf(in.block()), in.signed(), in.signed(),
                in.number(), in.number(), in.number(), new BlobId(in.uuid()));
    }

    byte[] encode() {
        return new RowWriter(64).number(modseq).int8(bits).block(keywords.toByteArray()).signed(internalDate)
                .signed(saveDate).number(size).number(emailId).number(threadId).uuid(blob.value()).bytes();
    }

    MessageRow withFlags(long newModseq, int newBits, BitSet newKeywords) {
        return new MessageRow(uid, newModseq, newBits, newKeywords, internalDate, saveDate, size, emailId, threadId,
                blob);
    }

    Message message(MailboxRow box) {
        return new Message(box.id, uid, modseq, box.flags(bits, keywords), internalDate, saveDate, size, emailId,
                threadId, blob);
    }
}
