package org.sheng.smtp.parse;

/** Commands that take no argument, or one that means nothing to us. */
public final class NoArgument {
    private static final NoArgument NONE = new NoArgument();

    private NoArgument() { }

    public static NoArgument required(String argument) throws BadSyntax {
        if (!argument.isEmpty()) {
            throw new BadSyntax(501, "5.5.4", "the command takes no argument");
        }
        return NONE;
    }

    /** HELP, NOOP and VRFY may have one (RFC 5321 §4.1.1.6 to §4.1.1.9). */
    public static NoArgument ignored(String argument) {
        return NONE;
    }
}
