package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.event.MailEvent;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Submission;
import org.sheng.testing.Await;

/** What a sender is told of mail that is late, and of mail that is given up (RFC 3464). */
class LastAttemptTest {
    private static final String HEADER = "From: a@here.example\r\nSubject: hello\r\n";
    private static final String TEXT = HEADER + "\r\nIn the body.\r\n";
    private static final String REPLY = "451 4.7.1 come back later";

    @TempDir
    private Path etc;
    private FakeHost host;
    private RelayFixture relay;

    @BeforeEach
    void start() throws Exception {
        host = new FakeHost();
        host.answer("RCPT TO:<late", REPLY);
        relay = new RelayFixture(etc, List.of("retry = 1d", "delay-notice = 4h", "life = 5d", "dead-first = 1s",
                "dead-longest = 1s"),
                "port = " + host.port());
        relay.dns.with("far.example. 60 IN MX 10 mx.far.example.", "mx.far.example. 60 IN A 127.0.0.1");
    }

    @AfterEach
    void close() throws Exception {
        relay.close();
        host.close();
    }

    /** Some time later somebody has it tried again. */
    private void retryAfter(QueueEntry entry, Duration time) throws Exception {
        int before = relay.steering.entry(entry.id()).orElseThrow().attempts();
        relay.clock.move(time);
        relay.steering.retry(entry.id()).toCompletableFuture().get(30, TimeUnit.SECONDS);
        Await.until("it was tried again", () -> relay.steering.entry(entry.id()).map(now -> now.attempts() > before)
                .orElse(true));
    }

    /** A part of a notice: its header, and what is behind it. */
    private record Part(String header, String content) { }

    private static List<Part> parts(String notice) {
        String boundary = notice.split("boundary=\"", 2)[1].split("\"", 2)[0];
        List<String> cut = List.of(notice.split("(^|\r\n)--" + boundary + "(--)?\r\n", -1));
        assertEquals("", cut.get(cut.size() - 1), "nothing comes behind the end");
        return Stream.concat(Stream.of(cut.get(0)), cut.subList(1, cut.size() - 1).stream()).map(part -> {
            int end = part.indexOf("\r\n\r\n");
            return end < 0 ? new Part(part, "") : new Part(part.substring(0, end + 2), part.substring(end + 4));
        }).toList();
    }

    private static void assertHas(String text, String... all) {
        Stream.of(all).forEach(each -> assertTrue(text.contains(each), each + " is missing in\n" + text));
    }

    @Test
    void aSenderIsToldOnceOfTheDelayAndOnceOfTheEnd() throws Exception {
        QueueEntry sent = relay.send(TEXT, "late@far.example", "taken@far.example", "later@far.example");
        relay.deferred(sent);
        assertEquals(List.of(), relay.notices());
        retryAfter(sent, Duration.ofHours(5));
        retryAfter(sent, Duration.ofHours(5));
        assertDelay(relay.bounce(), relay.steering.entry(sent.id()).orElseThrow());

        retryAfter(sent, Duration.ofDays(5));
        assertEquals(Optional.empty(), relay.steering.entry(sent.id()));
        List<String> notices = relay.notices();
        assertEquals(2, notices.size());
        assertEnd(notices.stream().filter(notice -> notice.contains("Action: failed")).findFirst().orElseThrow());
        Await.until("each is told", () -> relay.events.of(MailEvent.MessageFailed.class).size() == 2);
        assertEquals(List.of("delayed", "failed"), relay.events.of(MailEvent.BounceQueued.class).stream()
                .map(MailEvent.BounceQueued::kind).toList());
    }

    private static void assertDelay(String notice, QueueEntry entry) {
        String fields = parts(notice).get(2).content();
        assertHas(fields, "Final-Recipient: rfc822; late@far.example\r\nAction: delayed\r\nStatus: 4.7.1\r\n",
                "Final-Recipient: rfc822; later@far.example\r\nAction: delayed\r\n", "Will-Retry-Until: ");
        assertFalse(fields.contains("taken@far.example"), fields);
        assertTrue(entry.delayNoticed());
    }

    private static void assertEnd(String notice) {
        List<Part> parts = parts(notice);
        assertEquals(4, parts.size(), notice);
        assertHas(parts.get(0).header() + parts.get(0).content(), "Return-Path: <>\r\n", "To: <a@here.example>\r\n",
                "Auto-Submitted: auto-replied\r\n", "Content-Type: multipart/report; report-type=delivery-status;");
        assertHas(parts.get(1).header(), "Content-Type: text/plain; charset=utf-8\r\n",
                "Content-Transfer-Encoding: base64\r\n");
        String text = new String(Base64.getMimeDecoder().decode(parts.get(1).content()), StandardCharsets.UTF_8);
        assertHas(text, "could not be delivered", "<late@far.example>\r\n    the host mx.far.example said: " + REPLY);
        assertEquals("Content-Type: message/delivery-status\r\n", parts.get(2).header());
        assertFields(parts.get(2).content());
        assertEquals("Content-Type: text/rfc822-headers\r\n", parts.get(3).header());
        assertEquals(HEADER, parts.get(3).content());
    }

    /** RFC 3464 §2.2, §2.3: the message's fields, then those of each recipient. */
    private static void assertFields(String fields) {
        List<String> groups = List.of(fields.split("\r\n\r\n"));
        assertEquals(3, groups.size(), fields);
        assertHas(groups.get(0), "Reporting-MTA: dns; mx.here.example\r\n", "Arrival-Date: ");
        assertHas(groups.get(1),
                "Original-Recipient: rfc822;late@far.example\r\nFinal-Recipient: rfc822; late@far.example\r\n"
                + "Action: failed\r\nStatus: 5.4.7\r\nRemote-MTA: dns; mx.far.example\r\nDiagnostic-Code: smtp; "
                + REPLY + "\r\n"
                + "Last-Attempt-Date: ");
        assertHas(groups.get(2), "Final-Recipient: rfc822; later@far.example\r\nAction: failed\r\n");
        assertFalse(fields.contains("Will-Retry-Until"), fields);
    }

    @Test
    void aHostThatWasNeverReachedIsTheReasonInTheEnd() throws Exception {
        host.close();
        QueueEntry sent = relay.send(TEXT, "b@far.example");
        relay.deferred(sent);
        retryAfter(sent, Duration.ofDays(6));
        assertEquals(Optional.empty(), relay.steering.entry(sent.id()));
        assertHas(relay.bounce(), "Action: failed\r\nStatus: 5.4.7\r\n");
    }

    @Test
    void whatIsNoReplyOfAHostIsNotCalledOne() throws Exception {
        host.answer("MAIL", FakeHost.HANG_UP);
        QueueEntry sent = relay.send(TEXT, "b@far.example");
        relay.deferred(sent);
        retryAfter(sent, Duration.ofDays(6));
        assertHas(relay.bounce(), "Remote-MTA: dns; mx.far.example\r\nDiagnostic-Code: x-sheng; connection lost");
    }

    @Test
    void aNoticeIsNeverAnsweredWithANotice() throws Exception {
        host.answer("RCPT TO:<never", "550 5.1.1 unknown");
        QueueEntry sent = relay.send(Optional.empty(), TEXT, Submission.Options.NONE, "late@far.example",
                "never@far.example");
        relay.deferred(sent);
        assertTrue(host.commands().contains("MAIL FROM:<> SIZE=" + TEXT.length()), host.commands().toString());
        retryAfter(sent, Duration.ofHours(5));
        retryAfter(sent, Duration.ofDays(5));
        Await.until("both are told", () -> relay.events.of(MailEvent.MessageFailed.class).size() == 2);
        assertEquals(0, relay.queue.size());
        assertEquals(List.of(), relay.events.of(MailEvent.BounceQueued.class));
    }
}
