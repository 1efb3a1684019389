package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.store.Batch.Appended;
import org.sheng.store.Batch.Copied;
import org.sheng.store.Batch.Expunged;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.Batch.FlagsStored;
import org.sheng.store.Batch.Recent;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.StoreModel.Box;
import org.sheng.store.StoreModel.Entry;

/** Operations at random, each held against {@link StoreModel}. A failure names its seed. */
public abstract class RandomContract extends ConcurrencyContract {
    private static final List<String> NAMES = List.of("INBOX", "a", "a/b", "a/b/c", "d", "d/e", "ä");
    private static final List<String> KEYWORDS = List.of("$Junk", "work", "$Label1", "x");

    private Random random;
    private StoreModel model;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    public void whateverIsDoneTheStoreHoldsWhatTheModelHolds(long seed) {
        random = new Random(seed);
        model = new StoreModel(account);
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(17)) {
                case 0 -> createAtRandom();
                case 1 -> renameAtRandom();
                case 2 -> deleteAtRandom();
                case 3 -> subscribeAtRandom();
                case 4, 5, 6, 7, 8 -> appendAtRandom();
                case 9, 10, 11 -> flagAtRandom();
                case 12, 13 -> copyAtRandom();
                case 14 -> takeRecentAtRandom();
                default -> expungeAtRandom();
            }
            if (step % 20 == 19) {
                model.assertSame(store);
            }
        }
        model.assertSame(store);
        model.boxes.clear();
        model.subscribed.clear();
        commit(new Batch().deleteAccount(account));
        model.assertSame(store);
        await("all blobs are removed", () -> model.blobSizes.keySet().stream()
                .allMatch(blob -> store.blobSize(blob).isEmpty()));
    }

    private void createAtRandom() {
        String name = any(NAMES);
        Batch batch = createBatch(name);
        if (model.boxes.containsKey(name)) {
            assertRefused(Reason.EXISTS, batch);
            return;
        }
        commit(batch);
        for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
            made(name.substring(0, at));
        }
        made(name);
    }

    private void made(String name) {
        if (!model.boxes.containsKey(name)) {
            Mailbox box = mailbox(name);
            assertTrue(box.uidValidity() > model.highestUidValidity);
            model.highestUidValidity = box.uidValidity();
            model.boxes.put(name, new Box(box.id(), box.uidValidity()));
        }
    }

    private void renameAtRandom() {
        String from = any(NAMES);
        String to = any(List.of("r", "a", "a/b", "d/x"));
        Batch batch = new Batch();
        batch.renameMailbox(account, from, to, VALIDITY);
        boolean possible = model.boxes.containsKey(from) && !model.boxes.containsKey(to) && !to.startsWith(from + "/")
                && model.boxes.keySet().stream().noneMatch(name -> name.startsWith(to + "/"));
        if (!possible || from.equals("INBOX")) {
            return;
        }
        commit(batch);
        if (to.contains("/")) {
            made(to.substring(0, to.indexOf('/')));
        }
        for (String name : List.copyOf(model.boxes.keySet())) {
            if (name.equals(from) || name.startsWith(from + "/")) {
                String now = to + name.substring(from.length());
                Box box = model.boxes.remove(name);
                long validity = mailbox(now).uidValidity();
                assertTrue(validity == box.uidValidity || validity > model.highestUidValidity);
                model.highestUidValidity = Math.max(model.highestUidValidity, validity);
                box.uidValidity = validity;
                model.boxes.put(now, box);
            }
        }
    }

    private void deleteAtRandom() {
        String name = any(NAMES);
        Batch batch = new Batch().deleteMailbox(account, name);
        if (name.equals("INBOX")) {
            assertRefused(Reason.CONFLICT, batch);
        } else if (model.boxes.remove(name) == null) {
            assertRefused(Reason.MISSING, batch);
        } else {
            commit(batch);
        }
    }

    private void subscribeAtRandom() {
        String name = any(NAMES);
        boolean subscribed = random.nextBoolean();
        commit(new Batch().subscribe(account, name, subscribed));
        if (subscribed) {
            model.subscribed.add(name);
        } else {
            model.subscribed.remove(name);
        }
    }

    private void appendAtRandom() {
        BlobWriter.FinishedBlob blob = blob(pattern(random.nextInt(10) == 0 ? 200_000 : random.nextInt(3000)));
        Batch batch = new Batch().blob(blob);
        String name = any(NAMES);
        Flags flags = flags();
        Slot<Appended> slot = append(batch, name, blob.id(), flags);
        if (!name.equals("INBOX") && !model.boxes.containsKey(name)) {
            assertRefused(Reason.MISSING, batch);
            return;
        }
        Appended appended = commit(batch).of(slot);
        made(name);
        model.blobSizes.put(blob.id(), (int) blob.size());
        assertEquals(model.boxes.get(name).add(new Entry(blob.id(), flags, appended.emailId())), appended.uid());
    }

    private void flagAtRandom() {
        Box box = anyBox();
        if (box == null) {
            return;
        }
        List<Long> uids = someUids(box);
        Flags flags = flags();
        FlagChange change = any(List.of(FlagChange.values()));
        Batch batch = new Batch();
        Slot<FlagsStored> slot = batch.storeFlags(box.id, uids, flags, change, -1);
        FlagsStored stored = commit(batch).of(slot);
        List<Long> there = there(box, uids);
        assertEquals(there, stored.changed().stream().map(Message::uid).toList());
        for (long uid : there) {
            Entry entry = box.messages.get(uid);
            Flags now = switch (change) {
                case REPLACE -> flags;
                case ADD -> entry.flags().plus(flags);
                case REMOVE -> entry.flags().minus(flags);
            };
            box.messages.put(uid, new Entry(entry.blob(), now, entry.emailId()));
            box.keywords.addAll(now.keywords());
        }
    }

    private void copyAtRandom() {
        Box from = anyBox();
        Box to = anyBox();
        if (from == null || to == null) {
            return;
        }
        List<Long> uids = someUids(from);
        List<Long> there = there(from, uids);
        boolean move = random.nextBoolean();
        long bytes = there.stream().mapToLong(uid -> model.blobSizes.get(from.messages.get(uid).blob())).sum();
        boolean tight = random.nextInt(4) == 0;
        Batch batch = new Batch();
        Slot<Copied> slot = batch.copy(from.id, uids, to.id, move, NOW, model.bytes() + bytes - (tight ? 1 : 0)
                + (bytes == 0 ? 1 : 0), 0);
        if (tight && !move && bytes > 0) {
            assertRefused(Reason.OVER_QUOTA, batch);
            return;
        }
        Copied copied = commit(batch).of(slot);
        assertEquals(there, copied.from());
        List<Long> there2 = new ArrayList<>();
        there.forEach(uid -> there2.add(to.add(from.messages.get(uid))));
        assertEquals(there2, copied.to());
        if (move) {
            there.forEach(from::remove);
        }
    }

    private void expungeAtRandom() {
        Box box = anyBox();
        if (box == null) {
            return;
        }
        List<Long> uids = someUids(box);
        boolean onlyDeleted = random.nextBoolean();
        List<Long> gone = there(box, uids).stream()
                .filter(uid -> !onlyDeleted || box.messages.get(uid).flags().has(Flags.DELETED)).toList();
        Batch batch = new Batch();
        Slot<Expunged> slot = batch.expunge(box.id, uids, onlyDeleted);
        assertEquals(gone, commit(batch).of(slot).uids());
        gone.forEach(box::remove);
    }

    private void takeRecentAtRandom() {
        Box box = anyBox();
        if (box == null) {
            return;
        }
        long through = random.nextInt((int) box.uidNext + 2);
        Batch batch = new Batch().lazy();
        Slot<Recent> slot = batch.takeRecent(box.id, through);
        Recent recent = commit(batch).of(slot);
        assertEquals(box.recentFrom, recent.from());
        box.recentFrom = Math.max(box.recentFrom, Math.min(through + 1, box.uidNext));
        assertEquals(box.recentFrom - 1, recent.to());
    }

    private Box anyBox() {
        return model.boxes.isEmpty() ? null : any(List.copyOf(model.boxes.values()));
    }

    private List<Long> someUids(Box box) {
        List<Long> uids = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            uids.add(1 + (long) random.nextInt((int) box.uidNext + 2));
        }
        return uids;
    }

    private static List<Long> there(Box box, List<Long> uids) {
        TreeSet<Long> there = new TreeSet<>(uids);
        there.retainAll(box.messages.keySet());
        return List.copyOf(there);
    }

    private Flags flags() {
        return Flags.of(random.nextInt(32), KEYWORDS.subList(0, random.nextInt(KEYWORDS.size() + 1)));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
