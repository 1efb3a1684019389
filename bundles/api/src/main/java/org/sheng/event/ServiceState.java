package org.sheng.event;

import java.time.Instant;
import org.sheng.service.MailService.State;

/** The state of a {@link org.sheng.service.MailService}, with when and why, published when it changes. For who implements one. Any thread. */
public final class ServiceState {
    private final String service;
    private final Events events;
    private volatile Moment moment = new Moment(State.DOWN, "", Instant.now());

    public ServiceState(String service, Events events) {
        this.service = service;
        this.events = events;
    }

    public Moment now() {
        return moment;
    }

    public boolean serving() {
        return moment.state.serving();
    }

    /** Does nothing when state and reason are the same already. */
    public synchronized void change(State to, String reason) {
        Moment before = moment;
        if (before.state == to && before.reason.equals(reason)) {
            return;
        }
        moment = new Moment(to, reason, Instant.now());
        events.publish(new MailEvent.ServiceStateChanged(service, before.state, to, reason));
    }

    /** Changes it only when it is {@code from}: true when it did. */
    public synchronized boolean change(State from, State to, String reason) {
        if (moment.state != from) {
            return false;
        }
        change(to, reason);
        return true;
    }

    public record Moment(State state, String reason, Instant since) { }
}
