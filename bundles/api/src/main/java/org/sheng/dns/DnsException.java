package org.sheng.dns;

/** No answer for now: servers silent, SERVFAIL, or a bogus answer. Worth trying again. */
public final class DnsException extends Exception {
    private static final long serialVersionUID = 1L;

    public DnsException(String message, Throwable cause) {
        super(message, cause);
    }
}
