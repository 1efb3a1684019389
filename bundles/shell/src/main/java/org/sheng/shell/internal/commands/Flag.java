package org.sheng.shell.internal.commands;

/** An option that is true or false. */
final class Flag {
    private Flag() { }

    /** @throws IllegalArgumentException with a text for a person */
    static boolean parse(String option, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(option + " must be true or false, not " + text);
        };
    }
}
