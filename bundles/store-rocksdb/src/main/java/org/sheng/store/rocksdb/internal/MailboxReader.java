package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.sheng.store.rocksdb.internal.KeyValue.Reading;
import org.sheng.store.rocksdb.internal.KeyValue.Snapshot;

/** Reads mailboxes and messages. What takes several rows is read as of one moment. Any thread. */
final class MailboxReader {
    private final KeyValue rows;

    MailboxReader(KeyValue rows) {
        this.rows = rows;
    }

    List<Mailbox> mailboxes(UUID account) {
        List<Mailbox> mailboxes = new ArrayList<>();
        byte[] prefix = Keys.names(account);
        try (Snapshot snapshot = rows.snapshot(); Cursor names = snapshot.cursor(Family.STATE, prefix,
                Keys.behind(prefix))) {
            while (names.next()) {
                mailbox(snapshot, new RowReader(names.value()).int64()).ifPresent(mailboxes::add);
            }
        }
        return mailboxes;
    }

    Optional<Mailbox> mailbox(UUID account, String name) {
        try (Snapshot snapshot = rows.snapshot()) {
            byte[] id = snapshot.get(Family.STATE, Keys.name(account, MailboxName.canonical(name)));
            return id == null ? Optional.empty() : mailbox(snapshot, new RowReader(id).int64());
        }
    }

    Optional<Mailbox> mailbox(long id) {
        try (Snapshot snapshot = rows.snapshot()) {
            return mailbox(snapshot, id);
        }
    }

    private static Optional<Mailbox> mailbox(Reading rows, long id) {
        return row(rows, id).map(box -> box.mailbox(rows.get(Family.STATE,
                Keys.subscription(box.account, box.name)) != null));
    }

    private static Optional<MailboxRow> row(Reading rows, long id) {
        return Optional.ofNullable(rows.get(Family.STATE, Keys.mailbox(id))).map(row -> MailboxRow.decode(id, row));
    }

    List<String> subscriptions(UUID account) {
        List<String> names = new ArrayList<>();
        byte[] prefix = Keys.subscriptions(account);
        try (Cursor cursor = rows.now().cursor(Family.STATE, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                names.add(Keys.nameOf(cursor.key()));
            }
        }
        return names;
    }

    AccountRow account(UUID account) {
        return AccountRow.decode(rows.now().get(Family.STATE, Keys.account(account)));
    }

    Optional<Message> message(long mailbox, long uid) {
        byte[] row = rows.now().get(Family.MESSAGES, Keys.message(mailbox, uid));
        if (row == null) {
            return Optional.empty();
        }
        // read second: a mailbox knows all keywords of its messages of before
        return row(rows.now(), mailbox).map(box -> MessageRow.decode(uid, row).message(box));
    }

    List<Message> messages(long mailbox, long from, long to, int limit) {
        checkLimit(limit);
        List<Message> messages = new ArrayList<>();
        long first = Math.max(from, 1);
        long last = Math.min(to, Appending.MAX_UID);
        if (first > last) {
            return messages;
        }
        byte[] end = last == Appending.MAX_UID ? Keys.behind(Keys.messages(mailbox)) : Keys.message(mailbox, last + 1);
        try (Snapshot snapshot = rows.snapshot()) {
            Optional<MailboxRow> box = row(snapshot, mailbox);
            if (box.isEmpty()) {
                return messages;
            }
            try (Cursor cursor = snapshot.cursor(Family.MESSAGES, Keys.message(mailbox, first), end)) {
                while (messages.size() < limit && cursor.next()) {
                    long uid = new RowReader(cursor.key()).skip(9).int32();
                    messages.add(MessageRow.decode(uid, cursor.value()).message(box.get()));
                }
            }
        }
        return messages;
    }

    List<Message> changedSince(long mailbox, long modseq, int limit) {
        checkLimit(limit);
        List<Message> messages = new ArrayList<>();
        try (Snapshot snapshot = rows.snapshot()) {
            Optional<MailboxRow> box = row(snapshot, mailbox);
            if (box.isEmpty() || modseq >= box.get().highestModseq) {
                return messages;
            }
            try (Cursor cursor = snapshot.cursor(Family.MESSAGES, Keys.modseq(mailbox, Math.max(modseq, 0) + 1),
                    Keys.behind(Keys.modseqs(mailbox)))) {
                while (messages.size() < limit && cursor.next()) {
                    long uid = new RowReader(cursor.value()).int32();
                    byte[] row = snapshot.get(Family.MESSAGES, Keys.message(mailbox, uid));
                    messages.add(MessageRow.decode(uid, row).message(box.get()));
                }
            }
        }
        return messages;
    }

    Optional<List<Long>> vanishedSince(long mailbox, long modseq) {
        List<Long> uids = new ArrayList<>();
        try (Snapshot snapshot = rows.snapshot()) {
            Optional<MailboxRow> box = row(snapshot, mailbox);
            if (box.isEmpty() || modseq < box.get().forgottenModseq) {
                return Optional.empty();
            }
            if (modseq >= box.get().highestModseq) {
                return Optional.of(List.of());
            }
            try (Cursor cursor = snapshot.cursor(Family.MESSAGES, Keys.tombstones(mailbox, Math.max(modseq, 0) + 1),
                    Keys.behind(Keys.tombstones(mailbox)))) {
                while (cursor.next()) {
                    uids.addAll(Tombstones.decode(cursor.value()).uids());
                }
            }
        }
        uids.sort(null);
        return Optional.of(uids);
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("a limit of 1 to 10,000, not " + limit);
        }
    }
}
