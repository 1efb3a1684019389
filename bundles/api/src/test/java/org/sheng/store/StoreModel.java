package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What a store of one account must hold, kept the simplest way: lists and maps, everything counted anew each time. */
final class StoreModel {
    final UUID account;
    final TreeMap<String, Box> boxes = new TreeMap<>();
    final Map<BlobId, Integer> blobSizes = new HashMap<>();
    final Set<String> subscribed = new TreeSet<>();
    long highestUidValidity;

    StoreModel(UUID account) {
        this.account = account;
    }

    static final class Box {
        final long id;
        long uidValidity;
        long uidNext = 1;
        long recentFrom = 1;
        final TreeMap<Long, Entry> messages = new TreeMap<>();
        final TreeSet<Long> vanished = new TreeSet<>();
        final Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        Box(long id, long uidValidity) {
            this.id = id;
            this.uidValidity = uidValidity;
        }

        long add(Entry entry) {
            messages.put(uidNext, entry);
            keywords.addAll(entry.flags.keywords());
            return uidNext++;
        }

        void remove(long uid) {
            messages.remove(uid);
            vanished.add(uid);
        }
    }

    record Entry(BlobId blob, Flags flags, long emailId) { }

    long bytes() {
        return boxes.values().stream().mapToLong(this::bytes).sum();
    }

    long messages() {
        return boxes.values().stream().mapToLong(box -> box.messages.size()).sum();
    }

    private long bytes(Box box) {
        return box.messages.values().stream().mapToLong(entry -> blobSizes.get(entry.blob)).sum();
    }

    void assertSame(MailStore store) {
        assertEquals(new Usage(bytes(), messages()), store.usage(account));
        List<Mailbox> mailboxes = store.mailboxes(account);
        assertEquals(List.copyOf(boxes.keySet()), mailboxes.stream().map(Mailbox::name).toList());
        assertEquals(List.copyOf(subscribed), store.subscriptions(account));
        mailboxes.forEach(mailbox -> assertSame(store, mailbox, boxes.get(mailbox.name())));
        Set<BlobId> held = new HashSet<>();
        boxes.values().forEach(box -> box.messages.values().forEach(entry -> held.add(entry.blob)));
        held.forEach(blob -> assertEquals((long) blobSizes.get(blob), store.blobSize(blob).orElseThrow()));
    }

    private void assertSame(MailStore store, Mailbox mailbox, Box box) {
        assertEquals(box.id, mailbox.id());
        assertEquals(box.uidValidity, mailbox.uidValidity());
        assertEquals(box.uidNext, mailbox.uidNext());
        assertEquals(box.recentFrom, mailbox.recentFrom());
        assertEquals(box.messages.size(), mailbox.messages());
        assertEquals(bytes(box), mailbox.bytes());
        assertEquals(count(box, Flags.SEEN, false), mailbox.unseen());
        assertEquals(count(box, Flags.DELETED, true), mailbox.deleted());
        assertEquals(subscribed.contains(mailbox.name()), mailbox.subscribed());
        assertTrue(mailbox.keywords().containsAll(box.keywords));

        List<Long> uids = new ArrayList<>(box.messages.keySet());
        Uids found = store.uids(box.id);
        assertEquals(uids.size(), found.size());
        for (int i = 0; i < uids.size(); i++) {
            assertEquals(uids.get(i), found.uidAt(i + 1));
            assertEquals(i + 1, found.positionOf(uids.get(i)));
        }
        List<Message> messages = store.messages(box.id, 1, 0xFFFF_FFFFL, 10_000);
        assertEquals(uids, messages.stream().map(Message::uid).toList());
        for (Message message : messages) {
            Entry entry = box.messages.get(message.uid());
            assertEquals(entry, new Entry(message.blob(), message.flags(), message.emailId()));
            assertEquals((long) blobSizes.get(entry.blob), message.size());
        }
        for (int flag : new int[] {Flags.SEEN, Flags.ANSWERED, Flags.FLAGGED, Flags.DELETED, Flags.DRAFT}) {
            for (boolean set : new boolean[] {true, false}) {
                assertEquals(uids.stream().filter(uid -> box.messages.get(uid).flags.has(flag) == set).toList(),
                        StoreFixture.all(store.uids(box.id, flag, set)));
            }
        }
        List<Message> changed = store.changedSince(box.id, 0, 10_000);
        assertEquals(Set.copyOf(messages), Set.copyOf(changed));
        long last = 0;
        for (Message message : changed) {
            assertTrue(message.modseq() > last && message.modseq() <= mailbox.highestModseq());
            last = message.modseq();
        }
        assertEquals(List.copyOf(box.vanished), store.vanishedSince(box.id, 0).orElseThrow());
    }

    private static long count(Box box, int flag, boolean set) {
        return box.messages.values().stream().filter(entry -> entry.flags.has(flag) == set).count();
    }
}
