package org.sheng.pipeline.internal;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sheng.pipeline.Bounces.Failure;
import org.sheng.pipeline.internal.PipelineSettings.NoticeLanguage;

/** What a notice says to people, in one language or several, one below the other. */
final class NoticeTexts {
    static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
    private static final String BETWEEN = "\n\n" + "-".repeat(40) + "\n\n";

    private final List<Language> languages;

    private NoticeTexts(List<Language> languages) {
        this.languages = languages;
    }

    static NoticeTexts in(NoticeLanguage wanted) {
        return new NoticeTexts(switch (wanted) {
            case EN -> List.of(Language.ENGLISH);
            case ZH_CN -> List.of(Language.CHINESE);
            case BOTH -> List.of(Language.ENGLISH, Language.CHINESE);
        });
    }

    /** The file of a language; English is the one without a tag. */
    static ResourceBundle file(Locale locale) {
        return ResourceBundle.getBundle("org.sheng.pipeline.internal.notice", locale.equals(Locale.ENGLISH)
                ? Locale.ROOT : locale,
                NoticeTexts.class.getClassLoader());
    }

    /** RFC 3282 §2. */
    String tags() {
        return joined(", ", language -> language.locale.toLanguageTag());
    }

    String from() {
        return joined(" / ", language -> language.get("from"));
    }

    String subject(Notice.Kind kind) {
        return joined(" / ", language -> language.get(kind.word() + ".subject"));
    }

    /** With line feeds between its lines. */
    String text(Notice.Kind kind, String host, Instant expires, List<Failure> failures) {
        return joined(BETWEEN, language -> language.text(kind, host, expires, failures));
    }

    private String joined(String between, Function<Language, String> each) {
        return languages.stream().map(each).collect(Collectors.joining(between));
    }

    private enum Language {
        ENGLISH(Locale.ENGLISH), CHINESE(Locale.SIMPLIFIED_CHINESE);

        private final Locale locale;
        private final ResourceBundle texts;
        private final DateTimeFormatter date;

        Language(Locale locale) {
            this.locale = locale;
            this.texts = file(locale);
            this.date = DateTimeFormatter.ofPattern(texts.getString("date"), locale).withZone(ZoneId.of("UTC"));
        }

        String get(String key) {
            return texts.getString(key);
        }

        String text(Notice.Kind kind, String host, Instant expires, List<Failure> failures) {
            StringBuilder text = new StringBuilder(format(kind.word() + ".text", host, date.format(expires)));
            for (Failure failure : failures) {
                String reply = Notice.clean(failure.reply());
                text.append("\n\n").append(format("line", "<" + failure.recipient().address() + ">",
                        failure.host().isEmpty() ? reply : format("host", failure.host(), reply)));
            }
            return text.toString();
        }

        private String format(String key, Object... values) {
            return new MessageFormat(texts.getString(key), locale).format(values);
        }
    }
}
