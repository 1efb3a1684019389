package org.sheng.imap.internal.parse;

/** A thing to fetch (RFC 9051 §6.4.5). */
public sealed interface FetchItem {

    enum Simple implements FetchItem {
        ENVELOPE, FLAGS, INTERNALDATE, RFC822_SIZE, BODY, BODYSTRUCTURE, UID, MODSEQ
    }

    /**
     * Bytes of the message.
     *
     * @param label how the answer names it, without the partial's origin: {@code BODY[TEXT]}, {@code RFC822.HEADER}
     * @param offset of a partial fetch; -1: the whole
     */
    record Bytes(Section section, boolean peek, String label, long offset, long count) implements FetchItem { }
}
