package org.sheng.events.internal;

import java.time.Instant;
import org.osgi.service.component.annotations.Component;
import org.sheng.event.EventListener;
import org.sheng.event.MailEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log: one line an event, by the logger {@code org.sheng.events}. */
@Component
public final class EventLog implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.events");

    @Override
    public void on(Instant at, MailEvent event) {
        if (event instanceof MailEvent.NodeTrouble) {
            LOG.error(EventLine.of(event));
        } else if (LOG.isInfoEnabled()) {
            LOG.info(EventLine.of(event));
        }
    }
}
