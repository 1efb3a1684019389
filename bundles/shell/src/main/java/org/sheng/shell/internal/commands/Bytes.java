package org.sheng.shell.internal.commands;

import java.util.Locale;

/** A number of bytes: for people with a unit, in JSON a number. */
record Bytes(long value) {

    /** As 500, 1.5K, 20M; K is 1024. */
    @Override
    public String toString() {
        double number = value;
        int unit = 0;
        while (number >= 1024 && unit < 5) {
            number /= 1024;
            unit++;
        }
        if (unit == 0) {
            return Long.toString(value);
        }
        String digits = number >= 100 || number == Math.rint(number) ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, number) + "KMGTP".charAt(unit - 1);
    }

    /** @throws IllegalArgumentException with a text for a person */
    static long parse(String text) {
        String number = text.strip();
        int power = number.isEmpty() ? -1 : "KMGT".indexOf(Character.toUpperCase(number.charAt(number.length() - 1)));
        try {
            long units = Long.parseLong(power < 0 ? number : number.substring(0, number.length() - 1).strip());
            if (units >= 0) {
                return Math.multiplyExact(units, 1L << 10 * (power + 1));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(text
                    + " is no size: write a number of bytes, with K, M, G or T behind it where it is large", e);
        }
        throw new IllegalArgumentException("a size cannot be negative: " + text);
    }
}
