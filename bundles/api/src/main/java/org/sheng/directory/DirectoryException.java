package org.sheng.directory;

/** A change that the directory refuses; the message says what, why and what to do next. */
public final class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public DirectoryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** EXISTS: the name is taken. MISSING: no such thing. INVALID: a value breaks a rule. IN_USE: something depends on it. */
    public enum Reason { EXISTS, MISSING, INVALID, IN_USE }
}
