package org.sheng.pipeline.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sheng.mail.MailAddress;
import org.sheng.pipeline.Bounces.Failure;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Submission;

/** A notice as RFC 3464 has it: for people, for programs, and what it is about. */
final class Notice {
    /** RFC 5322 §3.3. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MOST_REPLY = 500;
    private static final Pattern REPLY = Pattern.compile("[2-5]\\d\\d[ -]");

    private final String host;
    private final Kind kind;
    private final MailAddress to;
    private final QueueEntry entry;
    private final List<Failure> failures;
    private final Instant now;
    private final NoticeTexts texts;
    private final String trace = UUID.randomUUID().toString();
    private final String boundary = "report-" + trace;

    enum Kind {
        FAILED, DELAYED;

        /** Action of RFC 3464 §2.3.3, and the key of its texts. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Notice(String host, Kind kind, MailAddress to, QueueEntry entry, List<Failure> failures, Instant now,
            NoticeTexts texts) {
        this.host = host;
        this.kind = kind;
        this.to = to;
        this.entry = entry;
        this.failures = failures;
        this.now = now;
        this.texts = texts;
    }

    String trace() {
        return trace;
    }

    /** RFC 6533: addresses that are not ASCII need the other form. */
    boolean international() {
        return !to.isAscii() || failures.stream().anyMatch(failure -> !failure.recipient().address().isAscii());
    }

    /** True when a part of it has octets that are not ASCII: of the message it is about, or addresses. */
    boolean eightBit() {
        return entry.message().options().eightBit() || entry.message().options().utf8() || international();
    }

    NoticeWriter.Written write(NoticeWriter out, long fullMax) {
        out.returnPath();
        header(out);
        forPeople(out);
        forPrograms(out);
        original(out, fullMax);
        out.line("--" + boundary + "--");
        return out.finish();
    }

    private void header(NoticeWriter out) {
        out.line("Date: " + DATE.format(now));
        out.line("From: " + EncodedWords.of(texts.from()) + " <MAILER-DAEMON@" + host + ">");
        out.line("To: <" + to + ">");
        out.line("Subject: " + EncodedWords.of(texts.subject(kind)));
        out.line("Message-ID: <" + trace + "@" + host + ">");
        out.line("Auto-Submitted: auto-replied"); // RFC 3834 §5.2
        out.line("MIME-Version: 1.0");
        out.line("Content-Type: multipart/report; report-type=" + (international() ? "global-delivery-status" : "delivery-status") + ";");
        out.line("\tboundary=\"" + boundary + "\"");
        if (eightBit()) {
            out.line("Content-Transfer-Encoding: 8bit"); // RFC 2045 §6.4: as its parts
        }
        out.line("");
    }

    private void forPeople(NoticeWriter out) {
        String text = texts.text(kind, host, entry.expires(), failures);
        boolean ascii = EncodedWords.isAscii(text);
        out.line("--" + boundary);
        out.line("Content-Type: text/plain; charset=" + (ascii ? "us-ascii" : "utf-8"));
        out.line("Content-Language: " + texts.tags());
        out.line("Content-Transfer-Encoding: " + (ascii ? "7bit" : "base64")); // any host on the way back takes it
        out.line("");
        if (ascii) {
            out.text(text);
        } else {
            out.base64(text);
        }
        out.line("");
    }

    /** RFC 3464 §2. */
    private void forPrograms(NoticeWriter out) {
        Submission message = entry.message();
        out.line("--" + boundary);
        out.line("Content-Type: message/" + (international() ? "global-delivery-status" : "delivery-status"));
        if (international()) {
            out.line("Content-Transfer-Encoding: 8bit");
        }
        out.line("");
        out.line("Reporting-MTA: dns; " + host);
        if (!message.options().envelopeId().isEmpty()) {
            out.line("Original-Envelope-Id: " + clean(message.options().envelopeId()));
        }
        out.line("Arrival-Date: " + DATE.format(message.arrived()));
        for (Failure failure : failures) {
            out.line("");
            out.line("Original-Recipient: " + clean(failure.recipient().original()));
            MailAddress address = failure.recipient().address();
            out.line("Final-Recipient: " + (address.isAscii() ? "rfc822; " : "utf-8; ") + address);
            out.line("Action: " + kind.word());
            out.line("Status: " + failure.status());
            if (!failure.host().isEmpty()) {
                out.line("Remote-MTA: dns; " + clean(failure.host()));
                out.line("Diagnostic-Code: " + diagnostic(failure.reply()));
            }
            out.line("Last-Attempt-Date: " + DATE.format(now));
            if (kind == Kind.DELAYED) {
                out.line("Will-Retry-Until: " + DATE.format(entry.expires()));
            }
        }
        out.line("");
    }

    /** RFC 3461 §4.3: whole only when asked for. */
    private void original(NoticeWriter out, long fullMax) {
        Submission message = entry.message();
        boolean full = kind == Kind.FAILED && message.options().ret().equals("FULL") && message.size() <= fullMax;
        boolean utf8 = message.options().utf8();
        out.line("--" + boundary);
        out.line("Content-Type: " + (full ? utf8 ? "message/global" : "message/rfc822"
                : utf8 ? "message/global-headers" : "text/rfc822-headers"));
        if (message.options().eightBit() || utf8) {
            out.line("Content-Transfer-Encoding: 8bit");
        }
        out.line("");
        if (full) {
            out.copy(message.blob(), message.skip(), message.size());
        } else {
            out.copyHeader(message.blob(), message.skip(), message.size());
        }
        out.line("");
    }

    /**
     * RFC 3464 §2.3.6: of type smtp only what a host said; what is in this part is ASCII unless its type says otherwise
     * (RFC 3464 §2.1).
     */
    private String diagnostic(String reply) {
        String said = clean(reply);
        String typed = (REPLY.matcher(said).lookingAt() ? "smtp; " : "x-sheng; ") + said;
        return international() ? typed : typed.codePoints().map(c -> c < 0x80 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** One line of visible characters: what others said must not become header fields of ours. */
    static String clean(String said) {
        String line = said.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        return line.length() <= MOST_REPLY ? line : line.substring(0, MOST_REPLY);
    }
}
