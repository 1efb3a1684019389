package org.sheng.imap.internal.write;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** {@code date-time} of RFC 9051 §9, always in UTC. */
public final class DateText {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private DateText() { }

    public static void write(Out out, long epochMillis) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(epochMillis, 1000L), 0, ZoneOffset.UTC);
        int month = (time.getMonthValue() - 1) * 3;
        out.raw('"');
        pair(out, time.getDayOfMonth(), ' ');
        out.raw('-').raw(MONTHS.substring(month, month + 3)).raw('-');
        pair(out, time.getYear() / 100, '0');
        pair(out, time.getYear() % 100, '0');
        out.raw(' ');
        pair(out, time.getHour(), '0');
        out.raw(':');
        pair(out, time.getMinute(), '0');
        out.raw(':');
        pair(out, time.getSecond(), '0');
        out.raw(" +0000\"");
    }

    private static void pair(Out out, int value, char pad) {
        out.raw(value < 10 ? pad : (char) ('0' + value / 10)).raw((char) ('0' + value % 10));
    }
}
