package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import org.sheng.store.Mailbox;
import org.sheng.store.Operation;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** A mailbox gets another name, and with it all below (RFC 9051 §6.3.6). */
final class Renaming {
    private Renaming() { }

    static Mailbox rename(Application batch, Operation.RenameMailbox rename) {
        Rows rows = batch.rows();
        String from = MailboxName.canonical(rename.from());
        String to = MailboxName.check(batch, rename.to());
        if (from.equals(Mailbox.INBOX)) {
            return renameInbox(batch, rename, to);
        }
        MailboxRow top = rows.mailbox(rename.account(), from)
                .orElseThrow(() -> batch.refuse(Reason.MISSING, "there is no mailbox " + from));
        if (to.equals(Mailbox.INBOX) || rows.hasName(rename.account(), to)) {
            throw batch.refuse(Reason.EXISTS, "the mailbox " + to + " exists");
        }
        if (to.startsWith(from + Mailbox.SEPARATOR)) {
            throw batch.refuse(Reason.CONFLICT, "the mailbox " + from + " cannot come below itself");
        }
        Mailboxes.createAbove(batch, rename.account(), to, rename.uidValidity());

        List<MailboxRow> moved = new ArrayList<>(List.of(top));
        moved.addAll(Mailboxes.below(rows, rename.account(), from + Mailbox.SEPARATOR));
        long retired = moved.stream().mapToLong(box -> box.uidValidity).max().orElseThrow();
        AccountRow owner = rows.account(rename.account());
        if (from.startsWith(to + Mailbox.SEPARATOR)) {
            // a new name may be one that another of them has just left
            owner.retiredUidValidity = Math.max(owner.retiredUidValidity, retired);
        }
        moved.forEach(box -> rows.removeName(rename.account(), box.name));
        for (MailboxRow box : moved) {
            move(batch, owner, box, MailboxName.check(batch, to + box.name.substring(from.length())),
                    rename.uidValidity());
        }
        owner.retiredUidValidity = Math.max(owner.retiredUidValidity, retired);
        rows.put(rename.account(), owner);
        return moved.get(0).mailbox(rows.subscribed(rename.account(), to));
    }

    private static void move(Application batch, AccountRow owner, MailboxRow box, String name, long uidValidity) {
        Rows rows = batch.rows();
        if (rows.hasName(box.account, name)) {
            throw batch.refuse(Reason.EXISTS, "the mailbox " + name + " exists");
        }
        box.name = name;
        if (box.uidValidity <= owner.retiredUidValidity) {
            // the name may have been that of a mailbox with a higher one
            box.uidValidity = Mailboxes.nextUidValidity(batch, owner, uidValidity);
        }
        rows.put(box);
        rows.putName(box.account, name, box.id);
        batch.listChanged(box.account, box.id, box.highestModseq);
    }

    /** INBOX stays; its messages go to a new mailbox, those below it stay where they are. */
    private static Mailbox renameInbox(Application batch, Operation.RenameMailbox rename, String to) {
        Rows rows = batch.rows();
        MailboxRow inbox = rows.mailbox(rename.account(), Mailbox.INBOX)
                .orElseThrow(() -> batch.refuse(Reason.MISSING, "there is no mailbox INBOX"));
        if (rows.hasName(rename.account(), to)) {
            throw batch.refuse(Reason.EXISTS, "the mailbox " + to + " exists");
        }
        batch.countUids(inbox.messages);
        Mailboxes.createAbove(batch, rename.account(), to, rename.uidValidity());
        MailboxRow target = Mailboxes.make(batch, rename.account(), to, "", rename.uidValidity());
        Copying.transfer(batch, inbox, target, messages(rows, inbox),
                new Operation.Copy(inbox.id, List.of(), target.id, true, Copying.OWN_SAVE_DATE, 0, 0));
        return target.mailbox(rows.subscribed(rename.account(), to));
    }

    private static List<MessageRow> messages(Rows rows, MailboxRow box) {
        List<MessageRow> messages = new ArrayList<>();
        byte[] prefix = Keys.messages(box.id);
        try (Cursor cursor = rows.changes().cursor(Family.MESSAGES, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                messages.add(MessageRow.decode(new RowReader(cursor.key()).skip(prefix.length).int32(),
                        cursor.value()));
            }
        }
        return messages;
    }
}
