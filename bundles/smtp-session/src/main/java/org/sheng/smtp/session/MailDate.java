package org.sheng.smtp.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates of RFC 5322 §3.3, in UTC; made once a second, whatever the number of messages. */
final class MailDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static volatile MailDate last = new MailDate(0, FORM.format(Instant.EPOCH));

    private final long second;
    private final String text;

    private MailDate(long second, String text) {
        this.second = second;
        this.text = text;
    }

    static String of(Instant instant) {
        MailDate known = last;
        if (known.second != instant.getEpochSecond()) {
            known = new MailDate(instant.getEpochSecond(), FORM.format(instant));
            last = known;
        }
        return known.text;
    }
}
