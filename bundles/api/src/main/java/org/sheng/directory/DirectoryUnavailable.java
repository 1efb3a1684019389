package org.sheng.directory;

/**
 * The directory cannot answer now: its database does not open, or failed in the middle of the call. Nothing is known about the name
 * that was asked for, and a change did not happen unless a later look shows it. Callers answer with their protocol's temporary
 * failure (SMTP 451, IMAP [UNAVAILABLE] of RFC 5530, POP3 [SYS/TEMP] of RFC 3206), never with "unknown user".
 */
public final class DirectoryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is away, why, and what to do next */
    public DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
