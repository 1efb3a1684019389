package org.sheng.pipeline.internal;

import java.util.ArrayList;
import java.util.List;
import org.sheng.queue.MailQueue;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.Batch;

/** Keeps commits small: what goes beyond 2,000 branches becomes entries of the queue of their own, each of 2,000 addresses that need no expanding any more. */
final class Spread implements Step {
    static final int MOST = 2_000;

    private final MailQueue queue;

    Spread(MailQueue queue) {
        this.queue = queue;
    }

    @Override
    public void decide(Passage passage) {
        List<Branch> all = passage.branches();
        if (all.size() <= MOST) {
            return;
        }
        List<Branch> parted = new ArrayList<>(all.subList(0, MOST));
        all.subList(MOST, all.size()).forEach(branch -> parted.add(branch.place().taken()
                ? branch.to(new Place.Requeued()) : branch));
        passage.branches(List.copyOf(parted));
    }

    @Override
    public void write(Passage passage, Batch batch) {
        List<Recipient> requeued = passage.at(Place.Requeued.class).map(Branch::recipient).toList();
        requeue(queue, batch, passage.message(), requeued);
    }

    /** Puts the message into the queue again, for these recipients. */
    static void requeue(MailQueue queue, Batch batch, Submission message, List<Recipient> recipients) {
        for (int from = 0; from < recipients.size(); from += MOST) {
            queue.add(batch, Route.INCOMING, to(message, recipients.subList(from, Math.min(recipients.size(), from + MOST))));
        }
    }

    /** The same message for some of its recipients. */
    static Submission to(Submission message, List<Recipient> recipients) {
        return new Submission(message.trace(), message.sender(), List.copyOf(recipients), message.blob(), message.size(),
                message.skip(), message.arrived(), message.priority(), message.options());
    }
}
