package org.sheng.pipeline.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sheng.queue.MailQueue;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.store.Batch;

/** Hands what other hosts take over to the relay: an entry of the queue for each domain, with at most 1,000 recipients. */
final class Remote implements Step {
    private static final int MOST = 1_000;

    private final MailQueue queue;

    Remote(MailQueue queue) {
        this.queue = queue;
    }

    @Override
    public void write(Passage passage, Batch batch) {
        Map<String, List<Recipient>> byDomain = passage.at(Place.Elsewhere.class).map(Branch::recipient).collect(
                Collectors.groupingBy(recipient -> recipient.address().domain(), LinkedHashMap::new, Collectors.toList()));
        byDomain.forEach((domain, recipients) -> {
            for (int from = 0; from < recipients.size(); from += MOST) {
                List<Recipient> part = recipients.subList(from, Math.min(recipients.size(), from + MOST));
                queue.add(batch, Route.remote(domain), Spread.to(passage.message(), part));
            }
        });
    }
}
