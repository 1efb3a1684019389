package org.sheng.imap.internal.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day of a Date field (RFC 5322 §3.3), time and zone disregarded (RFC 3501 §6.4.4 SENTON). */
final class SentDate {
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})\\s+([A-Za-z]{3})[a-z]{0,8}\\.?\\s+(\\d{2,4})");
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private SentDate() { }

    static Optional<LocalDate> parse(String field) {
        Matcher matcher = DAY.matcher(field.length() > 200 ? field.substring(0, 200) : field);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group(3));
        int full = matcher.group(3).length() > 2 ? matcher.group(3).length() == 3 ? year + 1900 : year : year < 50 ? year + 2000 : year + 1900; // §4.3
        try {
            return Optional.of(LocalDate.of(full, MONTHS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1,
                    Integer.parseInt(matcher.group(1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
