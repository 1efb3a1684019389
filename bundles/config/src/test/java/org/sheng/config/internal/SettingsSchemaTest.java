package org.sheng.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sheng.config.Setting;

class SettingsSchemaTest {
    enum Mode { ON, OFF_AT_NIGHT }

    record Everything(
            @Setting(value = "An int.", def = "5", min = 1, max = 10) int number,
            @Setting(value = "A size.", def = "50M", min = 1024, max = 1L << 30) long maxMessageSize,
            @Setting(value = "A switch.", def = "true") boolean enabled,
            @Setting(value = "A word.", def = "abc", max = 5, pattern = "[a-z]*") String word,
            @Setting(value = "A time.", def = "5m", min = 1, max = 86_400) Duration idle,
            @Setting(value = "A mode.", def = "on") Mode mode,
            @Setting(value = "Words.", def = "a, b", max = 3, pattern = "[a-z]+") List<String> words,
            @Setting(value = "Times.", def = "1m,1h, 1d") List<Duration> schedule,
            @Setting(value = "A secret.", def = "", pattern = "[0-9]*", secret = true) String token) { }

    record Bad(@Setting(value = "x", def = "0", min = 1) int number) { }

    record NoSetting(int number) { }

    @Test
    void everyTypeIsReadFromItsDefault() {
        Everything values = SettingsSchema.defaults(Everything.class);
        assertEquals(new Everything(5, 50L << 20, true, "abc", Duration.ofMinutes(5), Mode.ON, List.of("a", "b"),
                List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1)), ""), values);
    }

    @Test
    void valuesAreReadAsAnAdministratorWritesThem() {
        Everything values = SettingsSchema.of(Everything.class,
                Map.of("max-message-size", "2 k", "enabled", "FALSE", "idle", "PT30S",
                "mode", "off-at-night", "words", "", "schedule", "500ms"));
        assertEquals(2048, values.maxMessageSize());
        assertEquals(false, values.enabled());
        assertEquals(Duration.ofSeconds(30), values.idle());
        assertEquals(Mode.OFF_AT_NIGHT, values.mode());
        assertEquals(List.of(), values.words());
        assertEquals(List.of(Duration.ofMillis(500)), values.schedule());
    }

    @Test
    void aBadValueIsRefusedWithKeyValueRangeAndLine() {
        assertEquals("line 3: number = 11: it must be a whole number; 1 to 10", refusal("number", "11"));
        assertEquals("line 3: number = ten: it must be a whole number; 1 to 10", refusal("number", "ten"));
        assertEquals("line 3: max-message-size = 1: it must be a whole number, K, M, G or T behind it for 1024 and "
                + "its powers; 1K to 1G",
                refusal("max-message-size", "1"));
        assertEquals("line 3: idle = 25h: it must be a time such as 500ms, 10s, 5m, 4h, 5d; 1s to 1d",
                refusal("idle", "25h"));
        assertEquals("line 3: idle = 10: it must be a time such as 500ms, 10s, 5m, 4h, 5d; 1s to 1d",
                refusal("idle", "10"));
        assertEquals("line 3: word = ABC: it must be text; at most 5 characters; matching [a-z]*",
                refusal("word", "ABC"));
        assertEquals("line 3: mode = off: it must be one of on, off-at-night", refusal("mode", "off"));
        assertEquals("line 3: enabled = yes: it must be true or false", refusal("enabled", "yes"));
        assertEquals("line 3: words = a,b,c,d: it must be a list, parted by commas; each text; at most 3 elements; "
                + "matching [a-z]+",
                refusal("words", "a,b,c,d"));
    }

    @Test
    void aSizeThatOverflowsIsRefused() {
        assertEquals("line 3: max-message-size = 9999999999G: it must be a whole number, K, M, G or T behind it for "
                + "1024 and its powers; "
                + "1K to 1G", refusal("max-message-size", "9999999999G"));
    }

    @Test
    void aRefusedSecretIsNotShown() {
        assertEquals("line 3: token = (secret): it must be text; matching [0-9]*", refusal("token", "hunter2"));
    }

    @Test
    void theNearestKeyIsFoundForAMistypedOne() {
        SettingsSchema<Everything> schema = new SettingsSchema<>(Everything.class);
        assertEquals(Optional.of("max-message-size"), schema.nearest("max-mesage-size"));
        assertEquals(Optional.empty(), schema.nearest("zzzzzzzzzzzzzzzzzzzzz"));
    }

    @Test
    void aRecordThatIsWrongInItselfIsADefect() {
        assertThrows(IllegalArgumentException.class, () -> new SettingsSchema<>(Bad.class));
        assertThrows(IllegalArgumentException.class, () -> new SettingsSchema<>(NoSetting.class));
        assertThrows(IllegalArgumentException.class, () -> SettingsSchema.of(Everything.class, Map.of("nothing", "1")));
    }

    private static String refusal(String key, String value) {
        List<String> refused = new SettingsSchema<>(Everything.class).read(List.of(new CfgFile.Entry(key, value, 3)))
                .refused();
        assertEquals(1, refused.size());
        return refused.get(0);
    }
}
