package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A row with a checksum of its own, for databases that keep none: a row that is not as it was written is found when
 * it is loaded. A row
 * that was written before there were checksums has none, until it is changed.
 */
@MappedSuperclass
public abstract class CheckedRow {
    private static final ThreadLocal<List<String>> COLLECTED = new ThreadLocal<>();

    @Column(name = "ROW_CHECK")
    private Long check;

    /** What it keeps: each value, in an order that never changes. */
    protected abstract Object[] content();

    /** What it is, for people. */
    protected abstract String title();

    /** At the end of each change. */
    protected final void seal() {
        check = sum();
    }

    private long sum() {
        CRC32C sum = new CRC32C();
        for (Object value : content()) {
            if (value != null) { // some databases keep an empty text as NULL
                sum.update(value.toString().getBytes(StandardCharsets.UTF_8));
            }
            sum.update(0);
        }
        return sum.getValue();
    }

    /** @throws DamagedRow when it is not as it was written */
    @PostLoad
    public void verify() {
        if (check == null || check == sum()) {
            return;
        }
        List<String> collected = COLLECTED.get();
        if (collected == null) {
            throw new DamagedRow(title());
        }
        collected.add(title());
    }

    /** The titles of damaged rows that the work loads, on this thread; they are not refused meanwhile. */
    public static List<String> damagedIn(Runnable work) {
        List<String> collected = new ArrayList<>();
        COLLECTED.set(collected);
        try {
            work.run();
        } finally {
            COLLECTED.remove();
        }
        return collected;
    }
}
