package org.sheng.pop3.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.store.BlobReader;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.StoreException;

/**
 * A user's INBOX as it was at the login (RFC 1939 §5: numbers and sizes stay for the whole session), with what the
 * session deleted and fetched. Takes 16 bytes a message.
 */
final class Maildrop {
    private static final int PAGE = 10_000;
    private static final long GREATEST_UID = 0xffff_ffffL;

    private final UUID account;
    private final Optional<Mailbox> inbox;
    private long[] uids = new long[0];
    private long[] sizes = new long[0];
    private final BitSet deleted = new BitSet();
    private final BitSet fetched = new BitSet();

    private Maildrop(UUID account, Optional<Mailbox> inbox) {
        this.account = account;
        this.inbox = inbox;
    }

    /** Reads from disk. A user whose INBOX was not made yet has an empty maildrop. */
    static Maildrop read(MailStore store, UUID account) {
        Maildrop maildrop = new Maildrop(account, store.mailbox(account, Mailbox.INBOX));
        maildrop.inbox.ifPresent(inbox -> maildrop.readMessages(store, inbox.id()));
        return maildrop;
    }

    private void readMessages(MailStore store, long mailbox) {
        int count = 0;
        List<Message> page = store.messages(mailbox, 1, GREATEST_UID, PAGE);
        while (!page.isEmpty()) {
            uids = Arrays.copyOf(uids, count + page.size());
            sizes = Arrays.copyOf(sizes, count + page.size());
            for (Message message : page) {
                uids[count] = message.uid();
                sizes[count] = message.size();
                count++;
            }
            long last = uids[count - 1];
            page = page.size() < PAGE || last == GREATEST_UID ? List.of()
                    : store.messages(mailbox, last + 1, GREATEST_UID, PAGE);
        }
    }

    UUID account() {
        return account;
    }

    /** All messages, deleted ones too; numbers are 1 to this. */
    int size() {
        return uids.length;
    }

    /** True for the number of a message that is not marked as deleted. */
    boolean has(int number) {
        return number >= 1 && number <= uids.length && !deleted.get(number);
    }

    long octets(int number) {
        return sizes[number - 1];
    }

    long uid(int number) {
        return uids[number - 1];
    }

    /** Unique for ever in the user's INBOX: UIDVALIDITY and UID (RFC 1939 §7: 1 to 70 characters from 0x21 to 0x7e). */
    String uniqueId(int number) {
        return inbox.orElseThrow().uidValidity() + "." + uid(number);
    }

    /** The message, to be read to its end and closed; empty when another session removed it. */
    Optional<BlobReader> open(MailStore store, int number) {
        try {
            return store.message(inbox.orElseThrow().id(), uid(number)).map(message -> store.reader(message.blob()));
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.MISSING) {
                throw e;
            }
            return Optional.empty(); // removed in this moment
        }
    }

    void delete(int number) {
        deleted.set(number);
    }

    void fetched(int number) {
        fetched.set(number);
    }

    void reset() {
        deleted.clear();
    }

    /** Messages that are not marked as deleted. */
    int count() {
        return uids.length - deleted.cardinality();
    }

    long totalOctets() {
        long total = 0;
        for (int number = 1; number <= uids.length; number++) {
            total += has(number) ? octets(number) : 0;
        }
        return total;
    }

    List<Long> deletedUids() {
        return uidsOf(deleted);
    }

    /** Of messages that were fetched and stay. */
    List<Long> fetchedUids() {
        BitSet stay = (BitSet) fetched.clone();
        stay.andNot(deleted);
        return uidsOf(stay);
    }

    /** Where deletions and flags go; there is one when there is a message. */
    long mailbox() {
        return inbox.orElseThrow().id();
    }

    private List<Long> uidsOf(BitSet numbers) {
        List<Long> found = new ArrayList<>(numbers.cardinality());
        numbers.stream().forEach(number -> found.add(uid(number)));
        return found;
    }
}
