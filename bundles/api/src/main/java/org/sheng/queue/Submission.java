package org.sheng.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sheng.mail.MailAddress;
import org.sheng.store.BlobId;

/**
 * A message with its envelope, as it enters the queue.
 *
 * @param trace names the message in events and logs all its way; 1 to 64 characters of {@code [A-Za-z0-9-]}
 * @param sender empty: the null path (RFC 5321 §4.5.5)
 * @param recipients 1 to 10,000
 * @param blob the message; its first {@code skip} bytes are the Return-Path line that final delivery keeps and relay leaves out (RFC 5321 §4.4)
 * @param size of the blob, bytes
 * @param priority -9 to 9 as in RFC 6710; 0 is usual
 * @param options what the client asked for
 */
public record Submission(String trace, Optional<MailAddress> sender, List<Recipient> recipients, BlobId blob, long size, int skip,
        Instant arrived, int priority, Options options) {

    /**
     * @param eightBit BODY=8BITMIME (RFC 6152)
     * @param utf8 SMTPUTF8 (RFC 6531)
     * @param requireTls RFC 8689
     * @param ret of RFC 3461 §4.3: FULL, HDRS or empty
     * @param envelopeId ENVID of RFC 3461 §4.4, decoded; may be empty
     */
    public record Options(boolean eightBit, boolean utf8, boolean requireTls, String ret, String envelopeId) {
        public static final Options NONE = new Options(false, false, false, "", "");
    }
}
