package org.sheng.relay.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host's answer (RFC 5321 §4.2).
 *
 * @param code 200 to 599
 * @param lines their texts without code; at least one, maybe empty
 */
record Reply(int code, List<String> lines) {
    private static final int LONGEST = 500;
    /** RFC 3463 §2. */
    private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(\\s.*|$)");

    boolean positive() {
        return code < 400;
    }

    boolean transientFailure() {
        return code >= 400 && code < 500;
    }

    boolean permanentFailure() {
        return code >= 500;
    }

    /** The enhanced status code, where the host gave one that fits its code, else one that says only the class. */
    String status() {
        int kind = code / 100;
        Optional<String> said = Optional.of(ENHANCED.matcher(lines.get(0))).filter(Matcher::matches).map(m -> m.group(1))
                .filter(status -> status.charAt(0) - '0' == kind);
        return said.orElse(kind + ".0.0");
    }

    /** One line. */
    @Override
    public String toString() {
        String text = code + " " + String.join(" ", lines);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
