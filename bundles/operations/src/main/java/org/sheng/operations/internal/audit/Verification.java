package org.sheng.operations.internal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sheng.operations.internal.audit.AuditRow.Kind;
import org.sheng.store.MailStore;

/** One walk along the chain. Rows may be added, and old ones may go, while it walks. */
final class Verification {
    private static final int AT_ONCE = 100;

    private final MailStore store;
    private Ends ends;
    private long place;
    private byte[] before;
    private long asked;

    Verification(MailStore store) {
        this.store = store;
    }

    /** What is wrong and where; empty when all is as it was written. */
    Optional<String> run() {
        Optional<Ends> found = Ends.of(store);
        if (found.isEmpty()) {
            boolean empty = store.scan(Ends.CHAIN, Ends.place(0), new byte[0], 1).isEmpty() && store.scan(AuditRow.SPACE, new byte[1], new byte[0], 1).isEmpty();
            return empty ? Optional.empty() : Optional.of("there are rows, but what says where they begin and end is gone");
        }
        begin(found.get());
        while (place <= ends.last()) {
            List<MailStore.Row> links = store.scan(Ends.CHAIN, Ends.place(place), Ends.place(ends.last() + 1), AT_ONCE);
            Optional<String> wrong = links.isEmpty() ? Optional.of(missing(place)) : walk(links);
            if (wrong.isPresent() && !overtaken()) {
                return wrong;
            }
        }
        if (!Arrays.equals(before, ends.hash())) {
            return Optional.of("the newest row is not the one that was written last");
        }
        return strangers();
    }

    private void begin(Ends now) {
        ends = now;
        place = now.first();
        before = now.hashBefore();
        asked = now.firstNumber() - 1;
    }

    /** The rows that it is at went meanwhile because of their age: begins anew behind them. */
    private boolean overtaken() {
        Optional<Ends> now = Ends.of(store).filter(each -> each.first() > place);
        now.ifPresent(this::begin);
        return now.isPresent();
    }

    private Optional<String> walk(List<MailStore.Row> links) {
        for (MailStore.Row link : links) {
            if (!Arrays.equals(link.key(), Ends.place(place))) {
                return Optional.of(missing(place));
            }
            Optional<byte[]> value = store.get(AuditRow.SPACE, link.value());
            if (value.isEmpty()) {
                return Optional.of(missing(place));
            }
            try {
                AuditRow row = AuditRow.of(link.value(), value.get());
                Optional<String> wrong = wrong(row);
                if (wrong.isPresent()) {
                    return wrong;
                }
                before = row.hash();
            } catch (IOException e) {
                return Optional.of("row " + place + " is damaged: " + e.getMessage());
            }
            place++;
        }
        return Optional.empty();
    }

    private Optional<String> wrong(AuditRow row) {
        if (row.place() != place || !row.follows(before)) {
            return Optional.of("row " + place + ", of entry " + row.number() + ", is not what was written, or does not follow the row before it");
        }
        if (row.kind() == Kind.ASKED && row.number() != ++asked) {
            return Optional.of("row " + place + " is entry " + row.number() + " where entry " + asked + " is expected");
        }
        return Optional.empty();
    }

    private static String missing(long place) {
        return "row " + place + " is missing";
    }

    /** Rows that are in no chain would be shown as entries. */
    private Optional<String> strangers() {
        byte[] from = AuditRow.key(0, Kind.ASKED);
        while (true) {
            List<MailStore.Row> some = store.scan(AuditRow.SPACE, from, new byte[0], AT_ONCE);
            for (MailStore.Row each : some) {
                Optional<String> wrong = stranger(each);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            if (some.size() < AT_ONCE) {
                return Optional.empty();
            }
            from = ByteBuffer.allocate(10).put(some.get(some.size() - 1).key(), 0, 9).array(); // the next key after it
        }
    }

    private Optional<String> stranger(MailStore.Row each) {
        if (each.key().length != 9 || each.value().length < 8) {
            return Optional.of("a row was put in that is none of the audit");
        }
        byte[] at = Arrays.copyOf(each.value(), 8);
        boolean linked = store.get(Ends.CHAIN, at).filter(key -> Arrays.equals(key, each.key())).isPresent();
        // it may have gone since it was read, because of its age
        return linked || store.get(AuditRow.SPACE, each.key()).isEmpty() ? Optional.empty()
                : Optional.of("a row of entry " + ByteBuffer.wrap(each.key()).getLong() + " was put in beside the chain");
    }
}
