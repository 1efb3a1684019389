package org.sheng.config.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The file written for an administrator who has none yet: every key with its meaning, range and default, as a comment.
 */
final class Template {
    private static final int WIDTH = 96;

    private Template() { }

    static String of(String pid, SettingsSchema<?> schema) {
        StringBuilder text = new StringBuilder();
        comment(text, "Settings of " + pid + ". Every key stands here with its default; to change one, take the # "
                + "before it away. "
                + "A saved file is read within seconds. A file with a bad value is refused as a whole: the log says "
                + "which and why, and "
                + "what was in force stays in force.");
        for (SettingKey key : schema.keys()) {
            text.append('\n');
            comment(text, key.description());
            comment(text, "Value: " + key.range() + ". Default: "
                    + (key.standard().isEmpty() ? "empty" : key.standard()) + ".");
            text.append('#').append(key.name()).append(" = ").append(key.standard().replace("\\", "\\\\")).append('\n');
        }
        return text.toString();
    }

    private static void comment(StringBuilder text, String words) {
        for (String line : wrap(words)) {
            text.append("# ").append(line).append('\n');
        }
    }

    private static List<String> wrap(String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
