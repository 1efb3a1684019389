package org.sheng.administration.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts are there in both languages. */
class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/org/sheng/administration/internal");

    @Test
    void bothLanguagesHaveTheSameKeysAndTheSamePlaces() throws IOException {
        List<Path> english;
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            english = files.filter(file -> file.endsWith("texts.properties")).toList();
        }
        assertFalse(english.isEmpty());
        for (Path file : english) {
            Properties one = read(file);
            Properties other = read(file.resolveSibling("texts_zh_CN.properties"));
            assertEquals(one.keySet(), other.keySet(), file.toString());
            for (String key : one.stringPropertyNames()) {
                assertEquals(places(one.getProperty(key)), places(other.getProperty(key)), file + " " + key);
                assertFalse(one.getProperty(key).replace("''", "").contains("'"), "a quote takes the places away: " + key);
            }
        }
    }

    /** Each text that the code asks for is there. */
    @Test
    void noTextIsMissing() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        Pattern asked = Pattern.compile("(?:Refused|Texts)\\.text\\(\"([a-z0-9-]+)\"|Text\\.of\\(\\w+\\.class, \"([a-z0-9-]+)\"");
        Map<Path, Properties> texts = new LinkedHashMap<>();
        for (Path source : sources) {
            Matcher found = asked.matcher(Files.readString(source));
            while (found.find()) {
                String key = found.group(1) == null ? found.group(2) : found.group(1);
                Path folder = RESOURCES.resolve(source.getParent().getFileName());
                if (!texts.containsKey(folder)) {
                    texts.put(folder, read(folder.resolve("texts.properties")));
                }
                assertTrue(texts.get(folder).containsKey(key), source + ": " + key);
            }
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{\\d}").matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }
}
