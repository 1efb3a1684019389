package org.sheng.pipeline.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.User;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.Await;

/** Notices speak the language that the administrator chose. */
class NoticeLanguageTest {
    private static final String ENGLISH = "Your message could not be delivered to the addresses below."
            + " It will not be tried again.\r\n";
    private static final String CHINESE = "您的邮件无法投递到以下地址，系统不会再尝试投递。\r\n";
    private static final Pattern FOR_PEOPLE = Pattern.compile("\r\n--report-[^\r]+\r\n"
            + "Content-Type: text/plain; charset=([a-z0-9-]+)\r\n"
            + "Content-Language: ([A-Za-z, -]+)\r\nContent-Transfer-Encoding: (7bit|base64)\r\n\r\n(.*?)\r\n--report-",
            Pattern.DOTALL);
    private static final Pattern SUBJECT = Pattern.compile("\r\nSubject: (.*?)\r\n(?! )", Pattern.DOTALL);

    @TempDir
    private Path etc;

    /** What a sender gets, as a mail client shows it. */
    private record Shown(String subject, String language, String charset, String text) {
        static Shown of(String message) {
            assertTrue(EncodedWords.isAscii(message), message);
            assertFalse(message.replace("\r\n", "").contains("\n"), "every line ends with CRLF");
            Matcher part = FOR_PEOPLE.matcher(message);
            assertTrue(part.find(), message);
            String text = part.group(3).equals("7bit") ? part.group(4)
                    : new String(Base64.getMimeDecoder().decode(part.group(4)), StandardCharsets.UTF_8);
            Matcher subject = SUBJECT.matcher(message);
            assertTrue(subject.find(), message);
            return new Shown(EncodedWordsTest.decode(subject.group(1)), part.group(2), part.group(1), text);
        }
    }

    private Shown bounce(String... settings) throws Exception {
        Files.write(etc.resolve("org.sheng.pipeline.cfg"), List.of(settings));
        OpenStore store = MemoryStore.open();
        PipelineFixture mail = new PipelineFixture(store, etc);
        try {
            User alice = mail.people.user("alice@here.example");
            mail.send("alice@here.example", "missing@here.example");
            Await.until("the bounce is there", () -> mail.inbox(alice).size() == 1);
            return Shown.of(mail.text(mail.inbox(alice).get(0).blob()));
        } finally {
            mail.close();
            store.close();
        }
    }

    @Test
    void withoutASettingBothLanguagesStandOneBelowTheOther() throws Exception {
        Shown shown = bounce();
        assertEquals("Undelivered mail returned to sender / 邮件无法投递，已退回发件人", shown.subject());
        assertEquals("en, zh-CN", shown.language());
        assertEquals("utf-8", shown.charset());
        assertTrue(shown.text().contains(ENGLISH) && shown.text().indexOf(CHINESE) > shown.text().indexOf(ENGLISH),
                shown.text());
        assertEquals(3, shown.text().split("<missing@here.example>\r\n    ", -1).length, shown.text());
    }

    @Test
    void englishAloneIsPlainAscii() throws Exception {
        Shown shown = bounce("notice-language = en");
        assertEquals("Undelivered mail returned to sender", shown.subject());
        assertEquals("en", shown.language());
        assertEquals("us-ascii", shown.charset());
        assertTrue(shown.text().contains(ENGLISH), shown.text());
    }

    @Test
    void chineseAloneHasNoEnglish() throws Exception {
        Shown shown = bounce("notice-language = zh-CN");
        assertEquals("邮件无法投递，已退回发件人", shown.subject());
        assertEquals("zh-CN", shown.language());
        assertTrue(shown.text().contains(CHINESE), shown.text());
        assertFalse(shown.text().contains("Your message"), shown.text());
    }

    @Test
    void aDomainMayHaveALanguageOfItsOwn() throws Exception {
        Shown shown = bounce("notice-language = en", "notice-languages = far.example=both,Here.Example=zh-CN");
        assertEquals("zh-CN", shown.language());
        assertTrue(shown.text().contains(CHINESE), shown.text());
    }

    @Test
    void everyLanguageHasTheSameTextsWithTheSamePlaces() {
        ResourceBundle english = NoticeTexts.file(Locale.ENGLISH);
        for (Locale locale : NoticeTexts.ALL) {
            ResourceBundle texts = NoticeTexts.file(locale);
            assertEquals(locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale, texts.getLocale());
            assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(own(texts)), locale + " has other keys");
            for (String key : english.keySet()) {
                assertEquals(places(english.getString(key)), places(texts.getString(key)), key + " of " + locale);
            }
        }
    }

    /** Without those that a bundle takes from the one behind it. */
    private static TreeSet<String> own(ResourceBundle texts) {
        return ((PropertyResourceBundle) texts).keySet().stream()
                .filter(key -> ((PropertyResourceBundle) texts).handleGetObject(key) != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> places(String text) {
        return Pattern.compile("\\{\\d\\}").matcher(text).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
