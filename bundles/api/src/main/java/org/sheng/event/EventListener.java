package org.sheng.event;

import java.time.Instant;

/** Registered as an OSGi service by who wants to know. Calls come one after another. A listener that throws is logged and called on. */
public interface EventListener {

    /** @param at when the event was published */
    void on(Instant at, MailEvent event);
}
