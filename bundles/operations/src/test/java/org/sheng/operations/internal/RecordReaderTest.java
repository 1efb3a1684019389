package org.sheng.operations.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Body;
import org.sheng.operation.Input;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

class RecordReaderTest {
    enum Colour { RED, DARK_BLUE }

    record Inner(@Input(value = "rate", min = 1, max = 9) int rate, @Input(value = "word", secret = true, pattern = "[a-z]+") Optional<String> word) { }

    record Everything(@Input("a") boolean truth, @Input("a") int whole, @Input("a") long size, @Input("a") String text, @Input("a") Colour colour,
            @Input("a") Instant at, @Input("a") Duration time, @Input("a") UUID id, @Input("a") MailAddress address, @Input("a") Inner inner,
            @Input("a") List<String> words, @Input("a") List<Inner> inners, @Input("a") Optional<Boolean> maybe, @Input("a") Map<String, String> texts,
            @Input("a") Optional<Body> file) { }

    record Bounded(@Input(value = "n", min = 2, max = 5) Optional<Integer> n, @Input(value = "s", min = 2, max = 3) Optional<String> s,
            @Input(value = "t", min = 10, max = 60) Optional<Duration> t, @Input(value = "l", min = 1, max = 2, pattern = "[a-z]") List<String> l,
            @Input(value = "p", pattern = "[a-z]+") Optional<String> p, @Input(value = "least", min = 3) Optional<Integer> least,
            @Input(value = "most", max = 3) Optional<Integer> most) { }

    record Hidden(@Input(value = "pw", secret = true, min = 8, max = 12, pattern = "[a-z]+") String password,
            @Input(value = "pin", secret = true, min = 1000, max = 2000) Optional<Integer> pin) {
        Hidden {
            if (password.startsWith("bad")) {
                throw new IllegalArgumentException("not " + password);
            }
        }
    }

    record Together(@Input("low") int low, @Input("high") int high) {
        Together {
            if (low > high) {
                throw new IllegalArgumentException("low is above high");
            }
        }
    }

    record Itself(@Input("more") List<Itself> more) { }

    record Bare(String text) { }

    record Strange(@Input("x") Thread thread) { }

    record Nested(@Input("x") List<List<String>> lists) { }

    record WrongMap(@Input("x") Map<String, Integer> numbers) { }

    record WrongPattern(@Input(value = "x", pattern = "[") String text) { }

    @Test
    void eachTypeIsReadOfWhatJsonAndACommandLineHaveForIt() throws Refusal {
        Map<String, Object> tree = everything();
        Body body = new Body("text/csv", InputStream.nullInputStream());
        tree.put("file", body);
        UUID id = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        assertEquals(new Everything(true, -7, 5L << 30, "5", Colour.DARK_BLUE, Instant.parse("2026-03-01T12:00:00Z"), Duration.ofMillis(1500), id,
                MailAddress.parse("a@b.com"), new Inner(3, Optional.of("abc")), List.of("x", "y"), List.of(new Inner(4, Optional.empty())), Optional.of(false),
                Map.of("k", "v", "n", "5"), Optional.of(body)), read(Everything.class, tree));
    }

    @Test
    void whatMayBeLeftOutMayBeNullToo() throws Refusal {
        Map<String, Object> tree = everything();
        tree.keySet().removeAll(List.of("truth", "words", "inners", "maybe", "texts"));
        tree.put("file", null);
        Everything read = (Everything) read(Everything.class, tree);
        assertEquals(List.of(false, List.of(), List.of(), Optional.empty(), Map.of(), Optional.empty()),
                List.of(read.truth(), read.words(), read.inners(), read.maybe(), read.texts(), read.file()));
        for (String needed : List.of("whole", "size", "text", "colour", "at", "time", "id", "address", "inner")) {
            Map<String, Object> without = everything();
            without.remove(needed);
            assertEquals(needed, refused(Everything.class, without).field());
        }
    }

    @ParameterizedTest
    @CsvSource({"truth,yes", "whole,3000000000", "whole,1.5", "whole,''", "size,9000000T", "size,1X", "size,--1", "colour,dark_blue", "colour,green",
        "at,yesterday", "time,5", "time,5y", "time,P", "id,x", "address,nobody", "maybe,1", "inner,3", "texts,3", "file,text"})
    void whatIsNoneOfTheTypeIsRefusedWithItsName(String component, String value) {
        Map<String, Object> tree = everything();
        tree.put(component, value);
        Refusal no = refused(Everything.class, tree);
        assertEquals(component, no.field());
        assertTrue(no.text(Locale.ROOT).startsWith(component + " "), no.text(Locale.ROOT));
        assertFalse(no.text(Locale.SIMPLIFIED_CHINESE).contains("expected"), no.text(Locale.SIMPLIFIED_CHINESE));
    }

    @Test
    void partsAndElementsAreNamedByTheirPlace() {
        Map<String, Object> tree = everything();
        tree.put("inner", Map.of("rate", 10));
        assertEquals("inner.rate", refused(Everything.class, tree).field());
        tree.put("inner", Map.of("rate", 1, "more", 1));
        assertEquals("inner.more", refused(Everything.class, tree).field());
        tree = everything();
        tree.put("inners", List.of(Map.of("rate", 1), Map.of()));
        assertEquals("inners[1].rate", refused(Everything.class, tree).field());
        tree.put("inners", Arrays.asList(Map.of("rate", 1), null));
        assertEquals("inners[1]", refused(Everything.class, tree).field());
        tree = everything();
        tree.put("words", Arrays.asList("a", null));
        assertEquals("words[1]", refused(Everything.class, tree).field());
        tree.put("words", List.of(List.of("a")));
        assertEquals("words[0]", refused(Everything.class, tree).field());
        tree = everything();
        tree.put("x".repeat(5_000), 1);
        Refusal no = refused(Everything.class, tree);
        assertTrue(no.text(Locale.ROOT).length() < 500 && no.text(Locale.ROOT).contains("words"), no.text(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"n,2,true", "n,5,true", "n,1,false", "n,6,false", "s,ab,true", "s,abc,true", "s,a,false", "s,abcd,false", "s,😀😀😀,true", "t,10s,true", "t,1m,true",
        "t,9999ms,false", "t,61s,false", "p,abc,true", "p,aBc,false", "p,'',false", "least,3,true", "least,2,false", "most,3,true", "most,4,false"})
    void boundsHold(String component, String value, boolean good) throws Refusal {
        Map<String, Object> tree = new HashMap<>(Map.of("l", List.of("a"), component, value));
        if (good) {
            read(Bounded.class, tree);
        } else {
            assertEquals(component, refused(Bounded.class, tree).field());
        }
    }

    @Test
    void aListIsBoundedAndItsElementsMatch() throws Refusal {
        assertEquals(List.of("a"), ((Bounded) read(Bounded.class, Map.of("l", "a"))).l(), "one is a list of one");
        assertEquals("l", refused(Bounded.class, Map.of()).field());
        assertEquals("l", refused(Bounded.class, Map.of("l", List.of("a", "b", "c"))).field());
        assertEquals("l[1]", refused(Bounded.class, Map.of("l", List.of("a", "B"))).field());
        List<String> many = new ArrayList<>(java.util.Collections.nCopies(1_000_000, "B"));
        assertEquals("l", refused(Bounded.class, Map.of("l", many)).field(), "counted before it is read");
    }

    @Test
    void secretsStandInNoText() {
        for (Map<String, Object> tree : List.<Map<String, Object>>of(Map.of("password", "SECRETSECRET"), Map.of("password", "SECRET"),
                Map.of("password", "badsecret"), Map.of("password", List.of("SECRET")), Map.of("password", "abcdefgh", "pin", 4711),
                Map.of("password", "abcdefgh", "pin", "SECRET"))) {
            Refusal no = refused(Hidden.class, tree);
            for (String text : List.of(no.getMessage(), no.text(Locale.ROOT), no.text(Locale.SIMPLIFIED_CHINESE))) {
                assertFalse(text.toLowerCase(Locale.ROOT).contains("secret") || text.contains("4711"), text);
            }
        }
        Map<String, Object> tree = everything();
        tree.put("inner", Map.of("rate", 1, "word", "SECRET"));
        assertFalse(refused(Everything.class, tree).getMessage().contains("SECRET"));
        assertEquals(Map.of("rate", 1), RecordReader.of(Inner.class).withoutSecrets(Map.of("rate", 1, "word", "x", "unknown", 1)));
        Map<String, Object> deep = RecordReader.of(Everything.class).withoutSecrets(Map.of("inners", List.of(Map.of("rate", 1, "word", "x")),
                "inner", Map.of("word", "x"), "text", "t"));
        assertEquals(Map.of("inners", List.of(Map.of("rate", 1)), "inner", Map.of(), "text", "t"), deep);
    }

    @Test
    void aRecordsOwnRefusalIsTold() {
        Refusal no = refused(Together.class, Map.of("low", 2, "high", 1));
        assertEquals("low is above high", no.getMessage());
        assertEquals(Kind.INVALID, no.kind());
    }

    @Test
    void typesThatCannotBeReadAreFoundWhenTheyAreOffered() {
        for (Class<? extends Record> bad : List.of(Itself.class, Bare.class, Strange.class, Nested.class, WrongMap.class, WrongPattern.class)) {
            assertThrows(IllegalArgumentException.class, () -> RecordReader.of(bad), bad.getName());
        }
    }

    private static Map<String, Object> everything() {
        Map<String, Object> tree = new HashMap<>();
        tree.put("truth", true);
        tree.put("whole", "-7");
        tree.put("size", "5G");
        tree.put("text", 5);
        tree.put("colour", "dark-blue");
        tree.put("at", "2026-03-01T12:00:00Z");
        tree.put("time", "1500ms");
        tree.put("id", "01234567-89ab-cdef-0123-456789abcdef");
        tree.put("address", "a@b.com");
        tree.put("inner", Map.of("rate", 3L, "word", "abc"));
        tree.put("words", List.of("x", "y"));
        tree.put("inners", List.of(Map.of("rate", 4)));
        tree.put("maybe", "false");
        tree.put("texts", Map.of("k", "v", "n", 5));
        return tree;
    }

    private static Record read(Class<? extends Record> type, Map<String, Object> tree) throws Refusal {
        return RecordReader.of(type).read(tree, "");
    }

    private static Refusal refused(Class<? extends Record> type, Map<String, Object> tree) {
        Refusal no = assertThrows(Refusal.class, () -> read(type, tree));
        assertEquals(Kind.INVALID, no.kind());
        return no;
    }
}
