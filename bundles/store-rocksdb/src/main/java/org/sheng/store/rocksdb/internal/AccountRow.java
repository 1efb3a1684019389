package org.sheng.store.rocksdb.internal;

import org.sheng.store.Usage;

/**
 * What is kept of an account: quota use and counters. Stays when the account's mailboxes go, so that no UIDVALIDITY
 * comes back.
 */
final class AccountRow {
    long bytes;
    long messages;
    /** The last one given out. */
    long modseq;
    /** The highest ever given to a mailbox. */
    long uidValidity;
    /** The highest of any mailbox that was deleted or renamed: a mailbox with a higher one may take any name. */
    long retiredUidValidity;
    int mailboxes;
    int subscriptions;

    static AccountRow decode(byte[] row) {
        AccountRow account = new AccountRow();
        if (row == null) {
            return account;
        }
        RowReader in = new RowReader(row);
        account.bytes = in.number();
        account.messages = in.number();
        account.modseq = in.number();
        account.uidValidity = in.number();
        account.retiredUidValidity = in.number();
        account.mailboxes = (int) in.number();
        account.subscriptions = (int) in.number();
        return account;
    }

    byte[] encode() {
        return new RowWriter(40).number(bytes).number(messages).number(modseq).number(uidValidity)
                .number(retiredUidValidity).number(mailboxes).number(subscriptions).bytes();
    }

    Usage usage() {
        return new Usage(bytes, messages);
    }
}
