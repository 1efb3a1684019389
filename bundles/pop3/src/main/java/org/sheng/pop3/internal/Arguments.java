package org.sheng.pop3.internal;

import java.util.Arrays;
import java.util.List;

/**
 * What stands behind a command's name.
 *
 * @param text as it was sent
 * @param numbers where the syntax is numbers, each 0 to 2^31-1
 */
record Arguments(String text, List<Integer> numbers) {

    /** What a command takes; a text without its form is answered with {@link #usage}. */
    enum Syntax {
        NONE("no argument"),
        /** All that follows, blanks too: a password may have them (RFC 1939 §7, PASS). */
        TEXT("an argument"),
        NUMBER("a message number"),
        MAYBE_NUMBER("a message number or nothing"),
        TWO_NUMBERS("a message number and a number of lines"),
        MECHANISM("a mechanism and perhaps an initial response");

        private final String usage;

        Syntax(String usage) {
            this.usage = usage;
        }

        String usage() {
            return usage;
        }

        /** @throws IllegalArgumentException when the text does not have the form */
        Arguments parse(String text) {
            return switch (this) {
                case NONE -> numbers(text, 0, 0);
                case NUMBER -> numbers(text, 1, 1);
                case MAYBE_NUMBER -> numbers(text, 0, 1);
                case TWO_NUMBERS -> numbers(text, 2, 2);
                case TEXT, MECHANISM -> {
                    if (text.isEmpty()) {
                        throw new IllegalArgumentException();
                    }
                    yield new Arguments(text, List.of());
                }
            };
        }

        private static Arguments numbers(String text, int least, int most) {
            List<Integer> numbers = text.isBlank() ? List.of() : Arrays.stream(text.strip().split(" +"))
                    .map(Syntax::number).toList();
            if (numbers.size() < least || numbers.size() > most) {
                throw new IllegalArgumentException();
            }
            return new Arguments(text, numbers);
        }

        private static int number(String digits) {
            if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException();
            }
            // no mailbox has so many messages, no message so many lines
            return (int) Math.min(Long.parseLong(digits), Integer.MAX_VALUE);
        }
    }
}
