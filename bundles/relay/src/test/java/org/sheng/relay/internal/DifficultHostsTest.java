package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.event.MailEvent;
import org.sheng.queue.QueueEntry;
import org.sheng.testing.Await;

/** Hosts that are slow, leave, change their mind, or say strange things. */
class DifficultHostsTest {
    private static final String TEXT = "Subject: hello\r\n\r\ntext\r\n";
    /** More than fits between two hosts: the end is not sent before the beginning was read. */
    private static final String LARGE = "Subject: large\r\n\r\n" + IntStream.range(0, 500_000)
            .mapToObj(i -> "line " + i + " of many\r\n")
            .collect(Collectors.joining());

    @TempDir
    private Path etc;
    private FakeHost host;
    private FakeHost next;
    private Optional<RelayFixture> open = Optional.empty();

    /** The domain far.example with two hosts, and alone.example with the first of them alone. */
    private RelayFixture start(String... settings) throws Exception {
        host = new FakeHost();
        next = new FakeHost("127.0.0.2", host.port());
        RelayFixture relay = new RelayFixture(etc, List.of("retry = 4h"),
                Stream.concat(Stream.of("port = " + host.port(),
                "smarthost-port = " + host.port()), Stream.of(settings)).toArray(String[]::new));
        relay.dns.with("far.example. 60 IN MX 10 mx.far.example.", "mx.far.example. 60 IN A 127.0.0.1",
                "far.example. 60 IN MX 20 next.far.example.", "next.far.example. 60 IN A 127.0.0.2",
                "alone.example. 60 IN MX 10 mx.far.example.");
        open = Optional.of(relay);
        return relay;
    }

    @AfterEach
    void close() throws Exception {
        open.orElseThrow().close();
        host.close();
        next.close();
    }

    private static void awaitGone(RelayFixture relay) {
        Await.until("the queue is empty", () -> relay.queue.size() == 0);
    }

    @Test
    void theTimeForTheAnswerToAMessageBeginsAtItsEnd() throws Exception {
        RelayFixture relay = start("end-timeout = 1s");
        host.answers(said -> said.equals(FakeHost.CONTENT) ? FakeHost.pause(Duration.ofMillis(1500)) : "");
        relay.send(LARGE, "b@alone.example");
        awaitGone(relay);
        assertEquals(List.of(LARGE), host.taken());
    }

    @Test
    void aHostThatTakesNothingIsLeft() throws Exception {
        RelayFixture relay = start("data-timeout = 1s");
        host.answers(said -> said.equals(FakeHost.CONTENT) ? FakeHost.pause(Duration.ofSeconds(5)) : "");
        assertTrue(relay.deferred(relay.send(LARGE, "b@alone.example")).lastReply()
                .startsWith("took no bytes for 1 s"));
    }

    @Test
    void eachAnswerToCommandsThatWentTogetherHasATimeOfItsOwn() throws Exception {
        RelayFixture relay = start("reply-timeout = 1s");
        host.slow(Duration.ofMillis(400));
        relay.send(TEXT, "a@alone.example", "b@alone.example", "c@alone.example", "d@alone.example");
        awaitGone(relay);
        assertEquals(1, host.taken().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA"})
    void whenAHostLeavesBeforeTheMessageTheNextIsAskedAtOnce(String command) throws Exception {
        RelayFixture relay = start();
        host.answer(command, FakeHost.andHangUp("421 4.3.2 leaving"));
        relay.send(TEXT, "b@far.example");
        awaitGone(relay);
        assertEquals(List.of(TEXT), next.taken());
    }

    @Test
    void aHostThatLeavesIsTheReasonInItsOwnWords() throws Exception {
        RelayFixture relay = start();
        host.answer("MAIL", FakeHost.andHangUp("421 4.7.0 too many from you"));
        assertEquals("421 4.7.0 too many from you", relay.deferred(relay.send(TEXT, "b@alone.example")).lastReply());
    }

    @Test
    void whatBreaksInTheMiddleOfTheMessageGoesToTheNextHostWhole() throws Exception {
        RelayFixture relay = start();
        host.answer(FakeHost.CONTENT, FakeHost.HANG_UP);
        relay.send(LARGE, "b@far.example");
        awaitGone(relay);
        assertEquals(List.of(LARGE), next.taken());
    }

    @Test
    void aRefusalInTheMiddleOfTheMessageIsAnAnswer() throws Exception {
        RelayFixture relay = start();
        host.answer(FakeHost.CONTENT, "552 5.3.4 that is too large");
        assertTrue(relay.bounceFor(relay.send(LARGE, "b@far.example")).contains("Status: 5.3.4\r\n"));
        assertEquals(List.of(), next.commands());
        host.answers(said -> "");
        relay.send(TEXT, "b@far.example");
        Await.until("the next one is taken", () -> host.taken().equals(List.of(TEXT)));
    }

    @Test
    void whatIsTakenBeforeItsEndWasSentIsNotTaken() throws Exception {
        RelayFixture relay = start();
        host.answer(FakeHost.CONTENT, "250 2.0.0 thanks");
        QueueEntry waiting = relay.deferred(relay.send(LARGE, "b@far.example"));
        assertTrue(waiting.lastReply().startsWith("answered before the end of the message: 250"), waiting.lastReply());
    }

    @Test
    void recipientsThatAreTooManyForOneTransactionGetTheMessageInTheNext() throws Exception {
        RelayFixture relay = start();
        AtomicInteger recipients = new AtomicInteger();
        host.answers(said -> {
            if (said.startsWith("MAIL")) {
                recipients.set(0);
            }
            return said.startsWith("RCPT") && recipients.incrementAndGet() > 2 ? "452 4.5.3 too many recipients" : "";
        });
        relay.send(TEXT, "a@far.example", "b@far.example", "c@far.example", "d@far.example", "e@far.example");
        awaitGone(relay);
        assertEquals(3, host.taken().size());
        assertEquals(1, host.connections());
        Await.until("all are told", () -> relay.events.of(MailEvent.MessageRelayed.class).size() == 5);
    }

    @Test
    void aHostForWhichOneRecipientIsTooManyIsLeftForLater() throws Exception {
        RelayFixture relay = start();
        host.answer("RCPT", "452 4.5.3 too many recipients");
        assertEquals("452 4.5.3 too many recipients", relay.deferred(relay.send(TEXT, "b@far.example", "c@far.example"))
                .lastReply());
        assertEquals(1, host.count("MAIL"));
    }

    @Test
    void aHostThatOffersTlsAndRefusesItGetsTheMessageWithout() throws Exception {
        RelayFixture relay = start();
        host.offers("STARTTLS", "PIPELINING").answer("STARTTLS", "454 4.7.0 not now");
        relay.send(TEXT, "b@far.example");
        awaitGone(relay);
        assertEquals(1, host.connections());
        assertEquals(1, host.taken().size());
    }

    @Test
    void aHostThatHangsUpInTheTlsHandshakeIsAskedAgainWithout() throws Exception {
        RelayFixture relay = start();
        host.offers("STARTTLS", "PIPELINING").answer("STARTTLS", FakeHost.andHangUp("220 2.0.0 go"));
        relay.send(TEXT, "b@far.example");
        awaitGone(relay);
        assertEquals(2, host.connections());
        assertEquals(1, host.taken().size());
        assertFalse(relay.events.of(MailEvent.MessageRelayed.class).stream().anyMatch(MailEvent.MessageRelayed::tls));
    }

    @Test
    void whatIsInjectedBehindTheAnswerToStartTlsIsNotReadAsSecure() throws Exception {
        RelayFixture relay = start("smarthost = 127.0.0.1", "smarthost-tls = STARTTLS", "smarthost-verify = false");
        host.tls(TestCertificate.make(etc)).offers("STARTTLS").answer("STARTTLS", "220 2.0.0 go\r\n250 injected");
        relay.deferred(relay.send(TEXT, "b@alone.example"));
        assertEquals(0, host.count("MAIL"));
    }

    @Test
    void ofSeveralAddressesOfAHostTheFirstThatAnswersIsUsedWhateverItsKind() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("x.example. 60 IN MX 10 mx.x.example.", "mx.x.example. 60 IN A 127.0.0.3",
                "mx.x.example. 60 IN AAAA ::1");
        try (FakeHost six = new FakeHost("::1", host.port())) {
            relay.send(TEXT, "b@x.example");
            awaitGone(relay);
            assertEquals(List.of(TEXT), six.taken());
        }
    }

    @Test
    void aDomainWithAnIpv6AddressAloneIsItsOwnHost() throws Exception {
        RelayFixture relay = start();
        relay.dns.with("six.example. 60 IN AAAA ::1");
        try (FakeHost six = new FakeHost("::1", host.port())) {
            relay.send(TEXT, "b@six.example");
            awaitGone(relay);
            assertEquals(List.of(TEXT), six.taken());
        }
    }
}
