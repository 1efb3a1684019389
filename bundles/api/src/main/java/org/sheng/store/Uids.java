package org.sheng.store;

/**
 * The UIDs of a mailbox as of one moment, in order: immutable, cheap to hold and to share (blocks that did not change are shared between moments).
 * Positions are 1 to {@link #size}, as IMAP's sequence numbers; finding one from the other takes less than linear time. Any thread.
 */
public interface Uids {

    int size();

    /** @throws IndexOutOfBoundsException unless 1 ≤ position ≤ size */
    long uidAt(int position);

    /** Position of the UID, or 0 when it is not there. */
    int positionOf(long uid);

    /** Position of the first UID ≥ the given one, or size + 1. */
    int positionFrom(long uid);

    boolean contains(long uid);

    /** The greatest UID, or 0. */
    long last();
}
