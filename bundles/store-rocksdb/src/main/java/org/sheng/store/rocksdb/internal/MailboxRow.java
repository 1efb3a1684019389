package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.sheng.store.Batch.Recent;
import org.sheng.store.Flags;
import org.sheng.store.Mailbox;

/** A mailbox with all its counters, and the keywords whose numbers its messages carry. */
final class MailboxRow {
    static final int MAX_KEYWORDS = 256;

    final long id;
    final UUID account;
    String name;
    long uidValidity;
    long uidNext = 1;
    long highestModseq;
    String specialUse;
    long messages;
    long unseen;
    long deleted;
    long bytes;
    /** How many UIDs the tombstones name, and the MODSEQ up to which they are forgotten. */
    long tombstones;
    long forgottenModseq;
    /** The first UID that no session was told of as recent. */
    long recentFrom = 1;
    /** By number, as first written. */
    final List<String> keywords = new ArrayList<>();

    MailboxRow(long id, UUID account, String name, String specialUse, long uidValidity) {
        this.id = id;
        this.account = account;
        this.name = name;
        this.specialUse = specialUse;
        this.uidValidity = uidValidity;
    }

    static MailboxRow decode(long id, byte[] row) {
        RowReader in = new RowReader(row);
        MailboxRow box = new MailboxRow(id, in.uuid(), in.text(), in.text(), in.number());
        box.uidNext = in.number();
        box.highestModseq = in.number();
        box.messages = in.number();
        box.unseen = in.number();
        box.deleted = in.number();
        box.bytes = in.number();
        box.tombstones = in.number();
        box.forgottenModseq = in.number();
        for (long left = in.number(); left > 0; left--) {
            box.keywords.add(in.text());
        }
        box.recentFrom = in.hasMore() ? in.number() : 1; // rows of before end here: then all are recent, once
        return box;
    }

    byte[] encode() {
        RowWriter out = new RowWriter(96).uuid(account).text(name).text(specialUse).number(uidValidity).number(uidNext)
                .number(highestModseq).number(messages).number(unseen).number(deleted).number(bytes).number(tombstones)
                .number(forgottenModseq).number(keywords.size());
        keywords.forEach(out::text);
        return out.number(recentFrom).bytes();
    }

    Mailbox mailbox(boolean subscribed) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(keywords);
        return new Mailbox(id, account, name, uidValidity, uidNext, highestModseq, specialUse, subscribed,
                Collections.unmodifiableSortedSet(names), messages, unseen, deleted, bytes, recentFrom);
    }

    /** Counts a message that comes ({@code by} 1) or goes (-1). */
    void count(MessageRow message, int by) {
        messages += by;
        bytes += by * message.size();
        countFlags(message.bits(), by);
    }

    void countFlags(int bits, int by) {
        unseen += (bits & Flags.SEEN) == 0 ? by : 0;
        deleted += (bits & Flags.DELETED) != 0 ? by : 0;
    }

    /** Takes what is recent up to a UID for one session. */
    Recent takeRecent(long through) {
        long from = recentFrom;
        recentFrom = Math.max(from, Math.min(through, uidNext - 1) + 1);
        return new Recent(from, recentFrom - 1);
    }

    /** The keyword's number, -1 where it was never used here. */
    int keywordNumber(String keyword) {
        for (int i = 0; i < keywords.size(); i++) {
            if (keywords.get(i).equalsIgnoreCase(keyword)) {
                return i;
            }
        }
        return -1;
    }

    Flags flags(int bits, BitSet numbers) {
        if (numbers.isEmpty()) {
            return Flags.of(bits);
        }
        return Flags.of(bits, numbers.stream().mapToObj(keywords::get).toList());
    }
}
