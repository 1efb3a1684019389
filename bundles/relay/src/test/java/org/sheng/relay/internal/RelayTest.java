package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.event.MailEvent;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Submission;
import org.sheng.service.MailService;
import org.sheng.testing.Await;

class RelayTest {
    private static final String TEXT = "Subject: hello\r\n\r\n.dot\r\n..two\r\nend\r\n";

    @TempDir
    private Path etc;
    private FakeHost host;
    private Optional<RelayFixture> open = Optional.empty();

    /** The domain far.example, whose mail host is {@link #host}. */
    private RelayFixture start(String... settings) throws Exception {
        host = new FakeHost();
        String[] all = Stream.concat(Stream.of("port = " + host.port(), "smarthost-port = " + host.port()), Stream.of(settings))
                .toArray(String[]::new);
        RelayFixture relay = new RelayFixture(etc, all);
        relay.dns.with("far.example. 60 IN MX 10 mx.far.example.", "mx.far.example. 60 IN A 127.0.0.1");
        open = Optional.of(relay);
        return relay;
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        open.orElseThrow().close();
    }

    /** Events come when the commit is done: a moment after its rows can be seen. */
    private static <E extends MailEvent> E awaitTold(RelayFixture relay, Class<E> event) {
        Await.until("one " + event.getSimpleName(), () -> relay.events.of(event).size() == 1);
        return relay.events.of(event).get(0);
    }

    private static void awaitGone(RelayFixture relay) {
        Await.until("the queue is empty", () -> relay.queue.size() == 0);
    }

    @Test
    void aMessageGoesToTheMailHostOfItsDomainAsItCameWithoutItsReturnPath() throws Exception {
        RelayFixture relay = start();
        QueueEntry sent = relay.send(TEXT, "b@far.example", "c@far.example");
        assertEquals("Subject: hello\r\n\r\n..dot\r\n...two\r\nend\r\n", host.message());
        awaitGone(relay);
        assertEquals(List.of("EHLO mx.here.example", "MAIL FROM:<a@here.example> SIZE=" + TEXT.length(), "RCPT TO:<b@far.example>",
                "RCPT TO:<c@far.example>", "DATA"), host.commands().subList(0, 5));
        Await.until("it is told", () -> relay.events.of(MailEvent.MessageRelayed.class).size() == 2);
        MailEvent.MessageRelayed told = relay.events.of(MailEvent.MessageRelayed.class).get(0);
        assertEquals("mx.far.example", told.host());
        assertEquals("250 2.0.0 queued as 1", told.reply());
        assertEquals(sent.message().trace(), told.trace());
        assertFalse(told.tls());
    }

    @Test
    void aHostWithoutExtensionsGetsCommandsOneByOne() throws Exception {
        RelayFixture relay = start();
        host.answer("EHLO", "502 5.5.1 what?");
        relay.send(TEXT, "b@far.example", "c@far.example");
        host.message();
        awaitGone(relay);
        assertEquals(List.of("EHLO mx.here.example", "HELO mx.here.example", "MAIL FROM:<a@here.example>", "RCPT TO:<b@far.example>",
                "RCPT TO:<c@far.example>", "DATA"), host.commands().subList(0, 6));
    }

    @Test
    void eachRecipientGetsTheAnswerThatIsItsOwn() throws Exception {
        RelayFixture relay = start();
        host.answer("RCPT TO:<late", "452 4.2.2 full").answer("RCPT TO:<no", "550 5.1.1 unknown");
        QueueEntry sent = relay.send(TEXT, "yes@far.example", "late@far.example", "no@far.example");
        host.message();
        QueueEntry waiting = relay.deferred(sent);
        assertEquals("late@far.example", waiting.message().recipients().get(0).address().toString());
        assertEquals(1, waiting.message().recipients().size());
        assertEquals("452 4.2.2 full", waiting.lastReply());
        String bounce = relay.bounce();
        for (String part : List.of("Final-Recipient: rfc822; no@far.example\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns;"
                + " mx.far.example\r\nDiagnostic-Code: smtp; 550 5.1.1 unknown\r\n", "Subject: hello\r\n")) {
            assertTrue(bounce.contains(part), part + " is missing in\n" + bounce);
        }
        awaitTold(relay, MailEvent.MessageRelayed.class);
        awaitTold(relay, MailEvent.MessageDeferred.class);
        awaitTold(relay, MailEvent.MessageFailed.class);
    }

    @Test
    void theNextHostIsAskedWhenOneCannotBeReachedOrDoesNotGreet() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("x.example. 60 IN MX 10 one.x.example.", "one.x.example. 60 IN A 127.0.0.3",
                "x.example. 60 IN MX 20 two.x.example.", "two.x.example. 60 IN A 127.0.0.2",
                "x.example. 60 IN MX 30 three.x.example.", "three.x.example. 60 IN A 127.0.0.1");
        try (FakeHost busy = new FakeHost("127.0.0.2", host.port()).answers(command -> command.isEmpty() ? "421 4.3.2 busy" : "")) {
            relay.send(TEXT, "b@x.example");
            host.message();
            awaitGone(relay);
            assertEquals("three.x.example", awaitTold(relay, MailEvent.MessageRelayed.class).host());
            assertTrue(busy.commands().stream().allMatch("QUIT"::equals), busy.commands().toString());
        }
    }

    @Test
    void mailThatNobodyTakesIsDeferredAndItsSenderToldOfTheDelayOnce() throws Exception {
        RelayFixture relay = start();
        host.close();
        QueueEntry sent = relay.send(TEXT, "b@far.example");
        relay.deferred(sent);
        Await.until("the next attempt tells the sender", () -> relay.steering.entry(sent.id()).orElseThrow().delayNoticed());
        String notice = relay.bounce();
        assertTrue(notice.contains("Action: delayed\r\nStatus: 4.4.1\r\n"), notice);
        assertTrue(notice.contains("Will-Retry-Until: "), notice);
        assertEquals(List.of("far.example"), relay.steering.destinations(10).stream().filter(each -> each.deadUntil().isPresent())
                .map(QueueAdmin.Destination::name).toList());
    }

    @Test
    void tlsIsUsedWhereItIsOffered() throws Exception {
        RelayFixture relay = start();
        host.tls(TestCertificate.make(etc)).offers("STARTTLS", "PIPELINING");
        relay.send(TEXT, "b@far.example");
        host.message();
        awaitGone(relay);
        assertTrue(host.tlsSeen());
        assertTrue(awaitTold(relay, MailEvent.MessageRelayed.class).tls());
        assertEquals(2, host.commands().stream().filter(command -> command.startsWith("EHLO")).count());
    }

    @Test
    void aHostWhoseTlsIsBrokenIsAskedAgainWithout() throws Exception {
        RelayFixture relay = start();
        host.offers("STARTTLS", "PIPELINING");
        relay.send(TEXT, "b@far.example");
        host.message();
        awaitGone(relay);
        assertEquals(1, host.commands().stream().filter("STARTTLS"::equals).count());
        assertFalse(awaitTold(relay, MailEvent.MessageRelayed.class).tls());
    }

    @Test
    void whatAHostCannotTakeComesBackWithTheReason() throws Exception {
        RelayFixture relay = start();
        host.offers("SIZE 10");
        assertTrue(relay.bounceFor(relay.send(TEXT, "b@far.example")).contains("Status: 5.3.4\r\n"));
    }

    @Test
    void eightBitContentGoesOnlyToHostsThatTakeIt() throws Exception {
        RelayFixture relay = start();
        host.offers("PIPELINING");
        Submission.Options eightBit = new Submission.Options(true, false, false, "", "");
        relay.send(TEXT, eightBit, "b@far.example");
        host.message();
        awaitGone(relay);
        String bounce = relay.bounceFor(relay.send("Subject: x\r\n\r\nÄ\r\n", eightBit, "b@far.example"));
        assertTrue(bounce.contains("Status: 5.6.3\r\n"), bounce);
    }

    @Test
    void addressesBeyondAsciiGoOnlyToHostsThatTakeThem() throws Exception {
        RelayFixture relay = start("idle-connections = 0"); // a kept connection is not asked again what it offers
        relay.send(TEXT, "用户@far.example");
        host.message();
        awaitGone(relay);
        assertTrue(host.commands().contains("MAIL FROM:<a@here.example> SIZE=" + TEXT.length() + " SMTPUTF8"), host.commands().toString());
        assertTrue(host.commands().contains("RCPT TO:<用户@far.example>"), host.commands().toString());
        host.offers("PIPELINING");
        String bounce = relay.bounceFor(relay.send(TEXT, "用户@far.example"));
        assertTrue(bounce.contains("Status: 5.6.7\r\n"), bounce);
        assertTrue(bounce.contains("Final-Recipient: utf-8; 用户@far.example\r\n"), bounce);
    }

    @Test
    void domainsThatTakeNoMailAreToldApart() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("null.example. 60 IN MX 0 .");
        assertTrue(relay.bounceFor(relay.send(TEXT, "b@null.example")).contains("Status: 5.1.10\r\n"));
        relay.steering.list(QueueAdmin.Filter.ALL, Optional.empty(), 10).entries()
                .forEach(entry -> relay.steering.delete(entry.id()).toCompletableFuture().join());
        assertTrue(relay.bounceFor(relay.send(TEXT, "b@missing.example")).contains("Status: 5.1.2\r\n"));
    }

    @Test
    void aNameServerThatFailsIsNoReasonToGiveUp() throws Exception {
        RelayFixture relay = start();
        relay.dns.broken("far.example.");
        assertEquals("4.4.3", relay.deferred(relay.send(TEXT, "b@far.example")).lastReply().split(" ")[1]);
    }

    @Test
    void mailThatLeadsBackToThisNodeIsNotSentInACircle() throws Exception {
        RelayFixture relay = start();
        relay.own.add(new InetSocketAddress("127.0.0.1", host.port()));
        assertTrue(relay.bounceFor(relay.send(TEXT, "b@far.example")).contains("Status: 5.4.6\r\n"));
        assertEquals(List.of(), host.commands());
    }

    @Test
    void ofMailHostsThoseBehindThisNodeAreNotAsked() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("x.example. 60 IN MX 10 mx.here.example.", "x.example. 60 IN MX 20 mx.far.example.");
        assertTrue(relay.bounceFor(relay.send(TEXT, "b@x.example")).contains("Status: 5.4.6\r\n"));
        assertEquals(List.of(), host.commands());
    }

    @Test
    void domainsWithoutMxAndAddressLiteralsAreTheirOwnHosts() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("bare.example. 60 IN A 127.0.0.1");
        relay.send(TEXT, "b@bare.example");
        host.message();
        relay.send(TEXT, "b@[127.0.0.1]");
        host.message();
        awaitGone(relay);
        assertTrue(host.commands().contains("RCPT TO:<b@[127.0.0.1]>"), host.commands().toString());
    }

    @Test
    void theSmarthostGetsAllMailAfterALogin() throws Exception {
        RelayFixture relay = start("smarthost = 127.0.0.1", "smarthost-tls = STARTTLS", "smarthost-verify = false", "smarthost-user = me",
                "smarthost-password = secret");
        host.tls(TestCertificate.make(etc)).offers("STARTTLS", "AUTH PLAIN LOGIN");
        relay.send(TEXT, "b@anywhere.example");
        host.message();
        awaitGone(relay);
        String login = Base64.getEncoder().encodeToString("\0me\0secret".getBytes(StandardCharsets.UTF_8));
        assertTrue(host.commands().contains("AUTH PLAIN " + login), host.commands().toString());
        assertTrue(host.tlsSeen());
    }

    @Test
    void aSmarthostWhoseCertificateIsNotTrustedGetsNeitherPasswordNorMail() throws Exception {
        RelayFixture relay = start("smarthost = 127.0.0.1", "smarthost-tls = STARTTLS", "smarthost-user = me",
                "smarthost-password = secret");
        host.tls(TestCertificate.make(etc)).offers("STARTTLS", "AUTH PLAIN");
        assertTrue(relay.deferred(relay.send(TEXT, "b@anywhere.example")).lastReply().contains("TLS handshake failed"));
        assertEquals(List.of(), host.commands().stream().filter(command -> command.startsWith("AUTH")).toList());
    }

    @Test
    void aHostThatSaysNothingIsNotWaitedForForever() throws Exception {
        RelayFixture relay = start("reply-timeout = 1s", "connect-timeout = 1s");
        host.answers(command -> command.isEmpty() ? FakeHost.SILENCE : "");
        assertTrue(relay.deferred(relay.send(TEXT, "b@far.example")).lastReply().startsWith("no answer within"));
    }

    @Test
    void whatBreaksBetweenTheMessageAndTheAnswerIsSentAgainLaterAndToNoOtherHost() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("x.example. 60 IN MX 10 mx.far.example.", "x.example. 60 IN MX 20 two.x.example.",
                "two.x.example. 60 IN A 127.0.0.2");
        host.answer(".", FakeHost.HANG_UP);
        try (FakeHost second = new FakeHost("127.0.0.2", host.port())) {
            relay.deferred(relay.send(TEXT, "b@x.example"));
            host.message();
            assertEquals(List.of(), second.commands());
        }
    }

    @Test
    void aLargeMessageArrivesWhole() throws Exception {
        RelayFixture relay = start();
        String large = "Subject: large\r\n\r\n" + IntStream.range(0, 100_000).mapToObj(i -> "line " + i + " of many\r\n")
                .collect(Collectors.joining());
        relay.send(large, "b@far.example");
        assertEquals(large, host.message());
        awaitGone(relay);
    }

    @Test
    void moreRecipientsThanAHostTakesAtOnceGoInSeveralTransactions() throws Exception {
        RelayFixture relay = start();
        relay.send(TEXT, IntStream.range(0, 250).mapToObj(i -> "r" + i + "@far.example").toArray(String[]::new));
        awaitGone(relay);
        assertEquals(3, host.commands().stream().filter("DATA"::equals).count());
        assertEquals(250, host.commands().stream().filter(command -> command.startsWith("RCPT")).count());
        assertEquals(1, host.commands().stream().filter(command -> command.startsWith("EHLO")).count());
    }

    @Test
    void aStoppedRelaySendsNothingAndAStartedOneGoesOn() throws Exception {
        RelayFixture relay = start();
        relay.relay.quiesce().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(MailService.State.DOWN, relay.relay.state());
        relay.send(TEXT, "b@far.example");
        assertEquals(1, relay.queue.size());
        relay.relay.start();
        host.message();
        awaitGone(relay);
        assertEquals(1, relay.relay.counters().accumulatedOutboundAssociations());
    }
}
