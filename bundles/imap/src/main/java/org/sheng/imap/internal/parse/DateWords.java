package org.sheng.imap.internal.parse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Dates of RFC 9051 §9. */
final class DateWords {
    private static final List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private DateWords() { }

    /** {@code 1-Feb-1994}, quoted or not. */
    static LocalDate date(Lexer in) {
        boolean quoted = in.take('"');
        int day = (int) Math.min(in.number(), 99);
        LocalDate date = monthAndYear(in, day);
        if (quoted) {
            in.expect('"');
        }
        return date;
    }

    /** {@code "17-Jul-1996 02:44:25 -0700"}, as epoch milliseconds. */
    static long dateTime(Lexer in) {
        in.expect('"');
        in.take(' ');
        int day = (int) Math.min(in.number(), 99);
        LocalDate date = monthAndYear(in, day);
        in.space();
        int hour = (int) Math.min(in.number(), 99);
        in.expect(':');
        int minute = (int) Math.min(in.number(), 99);
        in.expect(':');
        int second = (int) Math.min(in.number(), 99);
        in.space();
        boolean west = in.take('-');
        if (!west) {
            in.expect('+');
        }
        int zone = (int) Math.min(in.number(), 9999);
        in.expect('"');
        try {
            LocalDateTime time = date.atTime(hour, minute, Math.min(second, 59));
            int minutes = zone / 100 * 60 + zone % 100;
            return time.toInstant(ZoneOffset.UTC).minusSeconds((west ? -60L : 60L) * minutes).toEpochMilli();
        } catch (DateTimeException e) {
            throw new SyntaxError("there is no such time");
        }
    }

    private static LocalDate monthAndYear(Lexer in, int day) {
        in.expect('-');
        int month = MONTHS.indexOf(in.fixed(3).toUpperCase(Locale.ROOT)) + 1;
        in.expect('-');
        int year = (int) Math.min(in.number(), 9999);
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw new SyntaxError("there is no such date");
        }
    }
}
