package org.sheng.pipeline.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.sheng.directory.Limits;
import org.sheng.store.Batch;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Slot;
import org.sheng.store.StoreException;
import org.sheng.store.Usage;

/** Puts the message into mailboxes of this node. */
final class Local implements Step {
    private final MailStore store;
    private final InstantSource clock;
    private final Supplier<Duration> overQuotaLife;

    Local(MailStore store, InstantSource clock, Supplier<Duration> overQuotaLife) {
        this.store = store;
        this.clock = clock;
        this.overQuotaLife = overQuotaLife;
    }

    @Override
    public void decide(Passage passage) {
        Set<UUID> users = new HashSet<>();
        passage.replaceAll(branch -> branch.place() instanceof Place.Mailbox mailbox
                ? branch.to(users.add(mailbox.user().id()) ? place(passage, mailbox) : new Place.Duplicate()) : branch);
    }

    private Place place(Passage passage, Place.Mailbox mailbox) {
        Limits limits = mailbox.user().limits();
        long size = passage.message().size();
        if (limits.maxMessageBytes() > 0 && size > limits.maxMessageBytes()) {
            return new Place.Refused("5.3.4", "the message has " + size + " bytes; this mailbox takes messages of at most "
                    + limits.maxMessageBytes());
        }
        if (isFull(mailbox.user().id(), limits, size)) {
            return overQuota(passage);
        }
        boolean usual = mailbox.mailbox().equals(Mailbox.INBOX) || store.mailbox(mailbox.user().id(), mailbox.mailbox()).isPresent();
        return usual ? mailbox : inbox(mailbox);
    }

    /** A look before: whether there is room is decided by the commit. */
    private boolean isFull(UUID account, Limits limits, long size) {
        if (limits.quotaBytes() == 0 && limits.quotaMessages() == 0) {
            return false;
        }
        Usage usage = store.usage(account);
        return limits.quotaBytes() > 0 && usage.bytes() + size > limits.quotaBytes()
                || limits.quotaMessages() > 0 && usage.messages() + 1 > limits.quotaMessages();
    }

    private Place overQuota(Passage passage) {
        Instant end = passage.message().arrived().plus(overQuotaLife.get());
        boolean waits = !passage.ends().bounces() || !passage.ends().last() && clock.instant().isBefore(end);
        return waits ? new Place.Later("4.2.2", "the mailbox is full") : new Place.Refused("5.2.2", "the mailbox is full");
    }

    private static Place.Mailbox inbox(Place.Mailbox mailbox) {
        return new Place.Mailbox(mailbox.user(), Mailbox.INBOX);
    }

    @Override
    public void write(Passage passage, Batch batch) {
        passage.at(Place.Mailbox.class).forEach(branch -> append(passage, batch, branch));
    }

    private void append(Passage passage, Batch batch, Branch branch) {
        Place.Mailbox to = (Place.Mailbox) branch.place();
        Limits limits = to.user().limits();
        long now = clock.millis();
        Slot<Batch.Appended> slot = batch.append(to.user().id(), to.mailbox(), passage.message().blob(), Flags.NONE,
                passage.message().arrived().toEpochMilli(), now, 0, limits.quotaBytes(), limits.quotaMessages(), now / 1_000);
        passage.appended(slot, branch);
    }

    /** The store refused the batch: true when it was for one mailbox, which is led elsewhere now. */
    boolean refused(Passage passage, StoreException refusal) {
        Optional<Branch> branch = passage.appended().entrySet().stream()
                .filter(each -> each.getKey().operation() == refusal.operation()).map(java.util.Map.Entry::getValue).findAny();
        if (branch.isEmpty()) {
            return false;
        }
        Place.Mailbox place = (Place.Mailbox) branch.get().place();
        if (refusal.reason() == StoreException.Reason.OVER_QUOTA) {
            passage.replace(branch.get(), branch.get().to(overQuota(passage)));
            return true;
        }
        boolean mailboxWent = refusal.reason() == StoreException.Reason.MISSING && !place.mailbox().equals(Mailbox.INBOX);
        if (mailboxWent) {
            passage.replace(branch.get(), branch.get().to(inbox(place)));
        }
        return mailboxWent;
    }
}
