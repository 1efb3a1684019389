package org.sheng.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.service.MailService;

class EventLineTest {
    private static final MailAddress ANN = MailAddress.parse("ann@example.org");

    static Stream<MailEvent> oneOfEach() {
        return Stream.of(
                new MailEvent.MessageReceived("t1", "smtp", "127.0.0.1", Optional.of("ann"), Optional.empty(),
                List.of(ANN), 5, "<a@b>"),
                new MailEvent.MessageRefused("t1", "smtp", "127.0.0.1", Optional.of(ANN), List.of(ANN), "550 no"),
                new MailEvent.MessageDelivered("t1", ANN, "id", "INBOX", 7, 10),
                new MailEvent.MessageRelayed("t1", ANN, "mx.example.org", "250 ok", true, 10),
                new MailEvent.MessageDeferred("t1", ANN, "mx", "timed out", 2, Duration.ofMinutes(5)),
                new MailEvent.MessageFailed("t1", ANN, "", "5.1.1", "unknown"),
                new MailEvent.MessageExpanded("t1", ANN, "alias", List.of(ANN)),
                new MailEvent.BounceQueued("t1", "t2", ANN, "failed"),
                new MailEvent.QueueSteered("t1", "hold"),
                new MailEvent.LoginAccepted("imap", "::1", "ann@example.org", "PLAIN"),
                new MailEvent.LoginRefused("imap", "::1", "x", "PLAIN", "wrong password"),
                new MailEvent.ConnectionRefused("imap", "::1", "too many"),
                new MailEvent.ServiceStateChanged("imap", MailService.State.DOWN, MailService.State.UP, ""),
                new MailEvent.DirectoryChanged("user", "ann@example.org", "added"),
                new MailEvent.NodeTrouble("store", "the disk is full"));
    }

    @Test
    void everyKindOfEventIsTriedHere() {
        long kinds = leaves(MailEvent.class).count();
        assertEquals(kinds, oneOfEach().map(MailEvent::getClass).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void everyEventHasALineThatBeginsWithItsTrace(MailEvent event) {
        String line = EventLine.of(event);
        String begin = event.traceId().map(t -> "trace=" + t + " ").orElse("") + EventLine.what(event) + " ";
        assertEquals(begin, line.substring(0, begin.length()));
    }

    @Test
    void aLineReadsAsAPersonExpects() {
        assertEquals("trace=t1 deferred to=ann@example.org host=mx attempts=2 retry-in=5m reason=\"timed out\"",
                EventLine.of(new MailEvent.MessageDeferred("t1", ANN, "mx", "timed out", 2, Duration.ofMinutes(5))));
        assertEquals("trace=t1 received user=ann service=smtp client=127.0.0.1 from=<> to=ann@example.org size=5 "
                + "message-id=<a@b>",
                EventLine.of(oneOfEach().findFirst().orElseThrow()));
    }

    @Test
    void aClientCannotWriteALineOfItsOwn() {
        String login = "x\r\n2026-01-01 INFO login user=\"root\" \u2028\u202e\u0000\u001b[2J";
        String line = EventLine.of(new MailEvent.LoginRefused("imap", "::1", login, "PLAIN", "wrong password"));
        assertEquals("login-refused service=imap client=::1 login=\"x\\r\\n2026-01-01 INFO login user=\\\"root\\\" "
                + "\\u{2028}\\u{202e}\\u{0}\\u{1b}[2J\" mechanism=PLAIN reason=\"wrong password\"", line);
    }

    @Test
    void longValuesAndManyAddressesAreCut() {
        List<MailAddress> many = IntStream.range(0, 12).mapToObj(i -> MailAddress.parse("u" + i + "@example.org"))
                .toList();
        String line = EventLine.of(new MailEvent.MessageExpanded("t1", ANN, "x".repeat(5_000), many));
        assertEquals(1, line.split("into-count=12", -1).length - 1);
        assertFalse(line.contains("u10@"));
        assertEquals(1_000, line.chars().filter(c -> c == 'x').count() - 11 - 1,
                "x of example, ten times; of expanded");
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventLineTest::leaves)
                : Stream.of(type);
    }
}
