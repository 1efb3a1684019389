package org.sheng.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;

/** Keeps the events that were published. */
public final class SeenEvents implements Events {
    private final List<MailEvent> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(MailEvent event) {
        all.add(event);
    }

    public <E extends MailEvent> List<E> of(Class<E> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
