package org.sheng.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;

/** Keeps the events that were published. */
public final class SeenEvents implements Events {
    private final Queue<MailEvent> all = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(MailEvent event) {
        all.add(event);
    }

    public <E extends MailEvent> List<E> of(Class<E> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
