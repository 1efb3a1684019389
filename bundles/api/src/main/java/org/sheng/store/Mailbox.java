package org.sheng.store;

import java.util.SortedSet;
import java.util.UUID;

/**
 * A mailbox as of one moment. Names use {@code /} between levels and are NFC-normalised Unicode of at most 1,000 octets of UTF-8; {@code INBOX} is made
 * by its first message or by {@link Batch#createMailbox}, cannot be deleted, and is always in capitals.
 *
 * @param id never used again; the MAILBOXID of RFC 8474
 * @param uidValidity 1 to 2^32-1 (RFC 9051 §2.3.1.1); never lower than that of any mailbox that had this name
 * @param uidNext 1 to 2^32-1
 * @param highestModseq of RFC 7162 §3.1.2; taken from a counter of the account, 1 to 2^63-1
 * @param specialUse an attribute of RFC 6154 such as {@code \Sent}, empty: none
 * @param keywords all that were used in it; at most 256
 * @param messages how many, kept by the store, never counted; so are the next
 * @param bytes sum of sizes
 * @param recentFrom the first UID that {@link Batch#takeRecent} took for no session yet: messages from it on are
 *     {@code \Recent} to the next one (RFC 3501 §2.3.2); 1 to {@code uidNext}
 */
public record Mailbox(long id, UUID account, String name, long uidValidity, long uidNext, long highestModseq, String specialUse,
        boolean subscribed, SortedSet<String> keywords, long messages, long unseen, long deleted, long bytes,
        long recentFrom) {
    public static final String INBOX = "INBOX";
    public static final char SEPARATOR = '/';
}
