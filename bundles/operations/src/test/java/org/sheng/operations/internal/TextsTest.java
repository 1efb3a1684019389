package org.sheng.operations.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sheng.operation.Refusal;
import org.sheng.operation.Text;

class TextsTest {
    @Test
    void everyBundleHasTheSameTextsInBothLanguages() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.find(Path.of(".."), 16, (path, is) -> is.isRegularFile() && path.getFileName().toString().equals("texts.properties")
                && path.toString().contains("/src/main/resources/"))) {
            files = all.sorted().toList();
        }
        assertTrue(files.size() >= 3, files.toString());
        for (Path english : files) {
            Properties one = read(english);
            Properties other = read(english.resolveSibling("texts_zh_CN.properties"));
            assertEquals(one.stringPropertyNames(), other.stringPropertyNames(), english.toString());
            assertFalse(one.isEmpty(), english.toString());
            for (String key : one.stringPropertyNames()) {
                assertEquals(values(one.getProperty(key)), values(other.getProperty(key)), english + ": " + key);
                assertFalse(other.getProperty(key).isBlank(), english + ": " + key);
            }
        }
    }

    @Test
    void aTextWithinATextIsInTheSameLanguage() {
        Text text = Text.of(Component.class, "invalid", "x", "y", Text.of(Scalar.class, "form.boolean"));
        assertEquals("x cannot be y: true or false is expected.", text.toString());
        assertEquals("x 不能是 y：应为true 或 false。", text.in(Locale.SIMPLIFIED_CHINESE));
        assertEquals(text.toString(), text.in(Locale.FRENCH));
        assertEquals("already said", Text.said("already said").in(Locale.SIMPLIFIED_CHINESE));
        assertFalse(Refusal.cancelled().text(Locale.SIMPLIFIED_CHINESE).contains("cancelled"));
    }

    private static int values(String text) {
        return new MessageFormat(text, Locale.ROOT).getFormatsByArgumentIndex().length;
    }

    private static Properties read(Path file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
