package org.sheng.operations.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Body;
import org.sheng.operation.Input;
import org.sheng.operation.Page;

class TreesTest {
    enum Colour { DARK_BLUE }

    record Made(String id, @Input(value = "shown once", once = true) String token, @Input(value = "never", secret = true) String hash) { }

    record All(boolean truth, long number, String text, Colour colour, Instant at, Duration time, UUID id, MailAddress address, List<Made> made,
            Optional<String> none, OptionalLong noNumber, OptionalInt some, Map<String, String> texts, Body body) { }

    private static final Made MADE = new Made("1", "shown", "hidden");

    @Test
    void aRecordBecomesWhatJsonHas() {
        UUID id = UUID.randomUUID();
        All all = new All(true, 5, "x", Colour.DARK_BLUE, Instant.EPOCH, Duration.ofSeconds(90), id, MailAddress.parse("A@b.com"), List.of(MADE),
                Optional.empty(), OptionalLong.empty(), OptionalInt.of(3), Map.of("k", "v"), new Body("", InputStream.nullInputStream()));
        assertEquals(Map.ofEntries(Map.entry("truth", true), Map.entry("number", 5L), Map.entry("text", "x"), Map.entry("colour", "dark-blue"),
                Map.entry("at", "1970-01-01T00:00:00Z"), Map.entry("time", "PT1M30S"), Map.entry("id", id.toString()), Map.entry("address", "A@b.com"),
                Map.entry("made", List.of(Map.of("id", "1", "token", "shown"))), Map.entry("some", 3), Map.entry("texts", Map.of("k", "v"))), Trees.of(all));
    }

    @Test
    void whatIsKeptHasNeitherSecretsNorWhatIsToldOnce() {
        assertEquals(Map.of("items", List.of(Map.of("id", "1")), "next", "2"), Trees.kept(new Page<>(List.of(MADE), Optional.of("2"))));
        assertEquals(Map.of("x", Map.of("id", "1")), Trees.kept(Map.of("x", MADE)));
        assertEquals(Map.of("id", "1"), Trees.kept(Optional.of(MADE)));
    }
}
