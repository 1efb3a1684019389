package org.sheng.pipeline.internal;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.UUID;
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
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("org.sheng.pipeline.internal.notice", Locale.ROOT,
            Notice.class.getClassLoader());

    private final String host;
    private final Kind kind;
    private final MailAddress to;
    private final QueueEntry entry;
    private final List<Failure> failures;
    private final Instant now;
    private final String trace = UUID.randomUUID().toString();
    private final String boundary = "report-" + trace;

    enum Kind {
        FAILED, DELAYED;

        /** Action of RFC 3464 §2.3.3, and the key of its texts. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Notice(String host, Kind kind, MailAddress to, QueueEntry entry, List<Failure> failures, Instant now) {
        this.host = host;
        this.kind = kind;
        this.to = to;
        this.entry = entry;
        this.failures = failures;
        this.now = now;
    }

    String trace() {
        return trace;
    }

    /** RFC 6533: addresses that are not ASCII need the other form. */
    boolean international() {
        return !to.isAscii() || failures.stream().anyMatch(failure -> !failure.recipient().address().isAscii());
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
        out.line("From: Mail Delivery System <MAILER-DAEMON@" + host + ">");
        out.line("To: <" + to + ">");
        out.line("Subject: " + TEXTS.getString(kind.word() + ".subject"));
        out.line("Message-ID: <" + trace + "@" + host + ">");
        out.line("Auto-Submitted: auto-replied"); // RFC 3834 §5.2
        out.line("MIME-Version: 1.0");
        out.line("Content-Type: multipart/report; report-type=" + (international() ? "global-delivery-status" : "delivery-status") + ";");
        out.line("\tboundary=\"" + boundary + "\"");
        out.line("");
    }

    private void forPeople(NoticeWriter out) {
        out.line("--" + boundary);
        out.line("Content-Type: text/plain; charset=utf-8");
        out.line("Content-Transfer-Encoding: 8bit");
        out.line("");
        out.text(text(kind.word() + ".text", host, DATE.format(entry.expires())));
        for (Failure failure : failures) {
            out.line("");
            String reply = clean(failure.reply());
            out.text(text("line", "<" + failure.recipient().address() + ">",
                    failure.host().isEmpty() ? reply : text("host", failure.host(), reply)));
        }
        out.line("");
    }

    /** RFC 3464 §2. */
    private void forPrograms(NoticeWriter out) {
        Submission message = entry.message();
        out.line("--" + boundary);
        out.line("Content-Type: message/" + (international() ? "global-delivery-status" : "delivery-status"));
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
                out.line("Diagnostic-Code: smtp; " + clean(failure.reply()));
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

    private static String text(String key, Object... values) {
        return new MessageFormat(TEXTS.getString(key), Locale.ROOT).format(values);
    }

    /** One line of visible characters: what others said must not become header fields of ours. */
    private static String clean(String said) {
        String line = said.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        return line.length() <= MOST_REPLY ? line : line.substring(0, MOST_REPLY);
    }
}
