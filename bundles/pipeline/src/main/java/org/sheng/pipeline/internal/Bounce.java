package org.sheng.pipeline.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sheng.event.MailEvent;
import org.sheng.pipeline.Bounces;
import org.sheng.queue.MailQueue;
import org.sheng.queue.Recipient;
import org.sheng.store.Batch;

/**
 * Tells the sender what was refused, and what is late. Where the one who gives the message still waits for the answer, only that is left to the queue which the
 * answer cannot say: ends of an alias or group of which others were reached.
 */
final class Bounce implements Step {
    private final Bounces bounces;
    private final MailQueue queue;

    Bounce(Bounces bounces, MailQueue queue) {
        this.bounces = bounces;
        this.queue = queue;
    }

    @Override
    public void write(Passage passage, Batch batch) {
        if (!passage.ends().bounces()) {
            requeue(passage, batch);
            return;
        }
        List<Bounces.Failure> failed = passage.at(Place.Refused.class).map(Bounce::failure).toList();
        if (!failed.isEmpty()) {
            bounces.failed(batch, passage.entry(), failed).ifPresent(passage::written);
        }
        failed.forEach(failure -> passage.written(new MailEvent.MessageFailed(passage.message().trace(),
                failure.recipient().address(), "", failure.status(), failure.reply())));
        List<Bounces.Failure> late = passage.at(Place.Later.class).map(Bounce::failure).toList();
        if (!late.isEmpty() && passage.ends().delayNoticeDue()) {
            bounces.delayed(batch, passage.entry(), late).ifPresent(passage::written);
        }
    }

    private void requeue(Passage passage, Batch batch) {
        Set<Integer> reached = passage.branches().stream().filter(branch -> branch.place().taken()).map(Branch::root)
                .collect(Collectors.toSet());
        List<Recipient> rest = passage.branches().stream().filter(branch -> !branch.place().taken())
                .filter(branch -> reached.contains(branch.root())).map(Branch::recipient).toList();
        Spread.requeue(queue, batch, passage.message(), rest);
    }

    private static Bounces.Failure failure(Branch branch) {
        return branch.place() instanceof Place.Refused refused
                ? new Bounces.Failure(branch.recipient(), "", refused.status(), refused.reply())
                : late(branch.recipient(), (Place.Later) branch.place());
    }

    private static Bounces.Failure late(Recipient recipient, Place.Later later) {
        return new Bounces.Failure(recipient, "", later.status(), later.reply());
    }
}
