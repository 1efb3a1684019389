package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import org.sheng.store.StoreException;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the room of removed mail back. Ids of blobs sort by time, so do their files: where much of a stretch of time
 * was removed, the files of that stretch are rewritten without it. What is written for it is at most two and a half
 * times what comes back.
 */
final class Reclaimer {
    private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);
    /** Periods are taken together until they hold this much. */
    private static final long STRETCH = 64L << 20;
    private static final long LEAST_REMOVED = 8L << 20;
    private static final double LEAST_SHARE = 0.3;

    private final KeyValue rows;
    private final Intake intake;
    private final long pauseMillis;
    private final Thread thread = new Thread(this::run, "sheng-store-reclaim");

    Reclaimer(KeyValue rows, Intake intake, long pauseMillis) {
        this.rows = rows;
        this.intake = intake;
        this.pauseMillis = pauseMillis;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!intake.isClosed()) {
                intake.pause(pauseMillis);
                if (!intake.isClosed() && intake.trouble().isEmpty()) {
                    reclaim();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reclaim() {
        try {
            for (Stretch stretch : stretches()) {
                if (stretch.worthwhile() && !intake.isClosed()) {
                    rows.compact(Family.CHUNKS, PeriodRow.chunksFrom(stretch.first),
                            PeriodRow.chunksFrom(stretch.last + 1));
                    intake.internal(new Work.Reclaimed(stretch.periods));
                }
            }
        } catch (StoreException refused) {
            if (!intake.isClosed()) {
                LOG.warn("The room of removed mail could not be reclaimed now, later again: {}", refused.getMessage());
            }
        }
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        Stretch current = null;
        byte[] prefix = Keys.kind('R');
        try (Cursor cursor = rows.now().cursor(Family.STATE, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                if (current == null || current.kept >= STRETCH) {
                    current = new Stretch(new RowReader(cursor.key()).skip(1).int64());
                    stretches.add(current);
                }
                current.add(new RowReader(cursor.key()).skip(1).int64(), PeriodRow.decode(cursor.value()));
            }
        }
        return stretches;
    }

    /** Periods that follow each other. */
    private static final class Stretch {
        private final long first;
        private final List<Work.Period> periods = new ArrayList<>();
        private long last;
        private long kept;
        private long removed;

        Stretch(long first) {
            this.first = first;
        }

        void add(long period, PeriodRow row) {
            last = period;
            kept += row.kept();
            removed += row.removed();
            if (row.removed() > 0) {
                periods.add(new Work.Period(period, row.removed()));
            }
        }

        boolean worthwhile() {
            return removed >= LEAST_REMOVED && removed >= kept * LEAST_SHARE;
        }
    }
}
