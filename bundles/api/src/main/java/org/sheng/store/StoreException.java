package org.sheng.store;

/** A commit that was not done, as a whole: no part of it is in the store. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int operation;

    /** @param operation index of the operation in its batch that was refused, -1 where it is about the batch */
    public StoreException(Reason reason, int operation, String message) {
        super(message);
        this.reason = reason;
        this.operation = operation;
    }

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.operation = -1;
    }

    public Reason reason() {
        return reason;
    }

    public int operation() {
        return operation;
    }

    /**
     * OVER_QUOTA, EXISTS, MISSING, CONFLICT (a required row is not there, or is; a name that cannot be): refused by the state, will be again.
     * TOO_LARGE: over a limit of the store. BUSY: more batches wait than allowed; UNAVAILABLE: the disk is full or refuses writes, or the store is
     * closed. Both: try again later.
     */
    public enum Reason { OVER_QUOTA, EXISTS, MISSING, CONFLICT, TOO_LARGE, BUSY, UNAVAILABLE }
}
