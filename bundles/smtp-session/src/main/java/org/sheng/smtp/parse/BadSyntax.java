package org.sheng.smtp.parse;

/** What the client said is not what the protocol has; carries the reply. */
public final class BadSyntax extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String status;

    public BadSyntax(int code, String status, String text) {
        super(text, null, false, false); // clients cause it at will: no stack trace
        this.code = code;
        this.status = status;
    }

    public int code() {
        return code;
    }

    /** Enhanced status code (RFC 3463). */
    public String status() {
        return status;
    }
}
