package org.sheng.mime;

import java.nio.ByteBuffer;

/**
 * Makes summaries. Never refuses: what is not a message has an empty envelope and a text/plain body (RFC 2045 §5.2). Memory for one message is bounded: headers
 * are read up to 1 MiB in all, the rest of a larger header is passed over.
 */
public interface MessageScanner {

    /** Begins a message whose bytes will come in pieces. */
    Scan begin();

    /**
     * The form in which summaries are kept. A later version may refuse it: then the summary is made anew from the message.
     * At most 1 MiB: a larger structure loses its deepest parts.
     */
    byte[] encode(MessageSummary summary);

    /** @throws IllegalArgumentException when the bytes are none of {@link #encode} */
    MessageSummary decode(byte[] bytes);

    /** One message in the making; one thread at a time. */
    interface Scan {
        /** Takes the bytes between position and limit; the position is left as it was. */
        void update(ByteBuffer bytes);

        /**
         * True when an octet of zero was among the bytes. Mail must not have one unless it is of the binary encoding, which
         * nobody offers here (RFC 2045 §2.7, §2.8), and an IMAP literal cannot carry it (RFC 3501 §4.3): who takes mail in
         * refuses it.
         */
        boolean hasNul();

        MessageSummary finish();
    }
}
