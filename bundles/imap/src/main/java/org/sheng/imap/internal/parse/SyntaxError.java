package org.sheng.imap.internal.parse;

/** What a client sent is no command; the text says why. Stays within this package. */
final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyntaxError(String message) {
        super(message, null, false, false);
    }
}
