package org.sheng.store;

/**
 * A message in a mailbox as of one moment.
 *
 * @param uid 1 to 2^32-1
 * @param modseq of the last change
 * @param internalDate epoch milliseconds UTC (RFC 9051 §2.3.3)
 * @param saveDate epoch milliseconds UTC (RFC 8514)
 * @param size bytes
 * @param emailId the same for all copies of a message in the account (RFC 8474 §5.1)
 * @param threadId RFC 8474 §5.2
 */
public record Message(long mailbox, long uid, long modseq, Flags flags, long internalDate, long saveDate, long size, long emailId,
        long threadId, BlobId blob) { }
