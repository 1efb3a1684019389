package org.sheng.operations.internal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sheng.operation.Audit;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;
import org.sheng.operation.Page;
import org.sheng.operations.internal.audit.AuditRow.Answered;
import org.sheng.operations.internal.audit.AuditRow.Asked;
import org.sheng.operations.internal.audit.AuditRow.Kind;
import org.sheng.operations.internal.audit.AuditRow.Undone;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;

/** {@link Audit} over the store; a writer and what reads. */
final class StoredAudit implements Audit {
    private static final int LOOKED_AT = 100_000;
    private static final int WINDOW = 64;
    private static final int MOST = 1_000;

    private final Supplier<Optional<MailStore>> stores;
    private final InstantSource clock;
    private final AuditWriter writer;

    StoredAudit(Supplier<Optional<MailStore>> stores, InstantSource clock, AuditWriter writer) {
        this.stores = stores;
        this.clock = clock;
        this.writer = writer;
    }

    @Override
    public long asked(Caller caller, String operation, String target, Map<String, Object> input, Optional<Object> before,
            Optional<Inverse> inverse) {
        return writer.asked(Asked.of(clock.instant(), caller, operation, target, input, before, inverse));
    }

    @Override
    public void answered(long number, Optional<String> refusal, Optional<Object> after) {
        writer.then(number, new Answered(clock.instant(), refusal, after));
    }

    @Override
    public void undone(long number, long by) {
        writer.then(number, new Undone(clock.instant(), by));
    }

    @Override
    public Page<Entry> entries(Filter filter, Optional<Long> before, int limit) {
        MailStore store = store();
        Ends ends = Ends.of(store).orElse(Ends.none());
        int most = Math.max(1, Math.min(limit, MOST));
        long high = Math.min(before.orElse(Long.MAX_VALUE), ends.lastNumber() + 1);
        long least = Math.max(ends.firstNumber(), high - LOOKED_AT);
        List<Entry> found = new ArrayList<>();
        while (high > least) {
            long low = Math.max(least, high - WINDOW);
            List<Entry> window = window(store, low, high);
            for (int i = window.size() - 1; i >= 0; i--) {
                Entry entry = window.get(i);
                if (matches(filter, entry)) {
                    found.add(entry);
                    if (found.size() == most) {
                        return new Page<>(found, next(entry.number(), ends));
                    }
                }
            }
            high = low;
        }
        return new Page<>(found, next(high, ends));
    }

    private static Optional<String> next(long last, Ends ends) {
        return last > ends.firstNumber() ? Optional.of(Long.toString(last)) : Optional.empty();
    }

    private static boolean matches(Filter filter, Entry entry) {
        return filter.who().map(entry.who()::equals).orElse(true)
                && filter.operation().map(entry.operation()::equals).orElse(true)
                && filter.from().map(from -> !entry.at().isBefore(from)).orElse(true)
                && filter.until().map(entry.at()::isBefore).orElse(true)
                && filter.text().map(text -> (entry.operation() + " " + entry.target() + " " + entry.input()).toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT))).orElse(true);
    }

    @Override
    public Optional<Entry> entry(long number) {
        return number < 1 ? Optional.empty() : window(store(), number, number + 1).stream().findFirst();
    }

    @Override
    public List<Entry> after(long number, int limit) {
        MailStore store = store();
        Ends ends = Ends.of(store).orElse(Ends.none());
        int most = Math.max(1, Math.min(limit, MOST));
        List<Entry> found = new ArrayList<>();
        long low = Math.max(number + 1, ends.firstNumber());
        while (low <= ends.lastNumber() && found.size() < most) {
            long high = low + Math.min(WINDOW, most - found.size());
            found.addAll(window(store, low, high));
            low = high;
        }
        return found;
    }

    @Override
    public Optional<String> verify() {
        return new Verification(store()).run();
    }

    private MailStore store() {
        return stores.get().orElseThrow(() -> new StoreException(StoreException.Reason.UNAVAILABLE, -1, "the store is not there"));
    }

    /** Entries with numbers in [low, high), in order. */
    private static List<Entry> window(MailStore store, long low, long high) {
        Map<Long, List<MailStore.Row>> byNumber = new TreeMap<>();
        for (MailStore.Row row : store.scan(AuditRow.SPACE, AuditRow.key(low, Kind.ASKED), AuditRow.key(high, Kind.ASKED), WINDOW * 3)) {
            byNumber.computeIfAbsent(ByteBuffer.wrap(row.key()).getLong(), number -> new ArrayList<>()).add(row);
        }
        List<Entry> entries = new ArrayList<>();
        byNumber.forEach((number, rows) -> entry(number, rows).ifPresent(entries::add));
        return entries;
    }

    /** Empty for the rest of an entry whose beginning went because of its age. */
    private static Optional<Entry> entry(long number, List<MailStore.Row> rows) {
        try {
            Optional<Asked> asked = Optional.empty();
            Optional<Answered> answered = Optional.empty();
            Optional<Long> undoneBy = Optional.empty();
            String hash = "";
            for (MailStore.Row each : rows) {
                AuditRow row = AuditRow.of(each.key(), each.value());
                switch (row.kind()) {
                    case ASKED -> {
                        asked = Optional.of(row.asked());
                        hash = HexFormat.of().formatHex(row.hash());
                    }
                    case ANSWERED -> answered = Optional.of(row.answered());
                    case UNDONE -> undoneBy = Optional.of(row.undoneBy());
                }
            }
            return asked.isEmpty() ? Optional.empty() : Optional.of(entry(number, asked.get(), answered, undoneBy, hash));
        } catch (IOException damaged) {
            return Optional.of(new Entry(number, Instant.EPOCH, "", "", "", "", "(damaged)", "", Map.of(), Optional.empty(), Optional.empty(),
                    "damaged: " + damaged.getMessage(), Optional.empty(), Optional.empty(), ""));
        }
    }

    private static Entry entry(long number, Asked asked, Optional<Answered> answered, Optional<Long> undoneBy, String hash) {
        String result = answered.map(answer -> answer.refusal().orElse("ok")).orElse("begun");
        return new Entry(number, asked.at(), asked.who(), asked.role(), asked.via(), asked.from(), asked.operation(), asked.target(),
                AuditRow.map(asked.input()), asked.before(), answered.flatMap(Answered::after), result, asked.inverse(), undoneBy, hash);
    }
}
