package org.sheng.service;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A running thing that an administrator sees and steers: a listener, the relay, the pipeline, later a filter or a
 * federation. Registered as an OSGi service; shell, REST, SNMP and workbench find it there and know none by name.
 *
 * <p>All methods may be called from any thread and return without waiting. Start, stop and quiesce are idempotent: the returned
 * stage completes when the state is reached, exceptionally with a text for the administrator when it cannot be.
 */
public interface MailService {

    /** Unique in the node, lower case, from {@code [a-z0-9-]}; for example {@code imap}. */
    String name();

    /** What it is, for people: one line, English. */
    String description();

    Kind kind();

    State state();

    /** Why it is {@link State#HALTED} or {@link State#CONGESTED}; empty in every other state. */
    String reason();

    /** When {@link #state} changed last. */
    Instant lastChange();

    /** Where it listens; empty for services that do not listen. */
    List<Endpoint> endpoints();

    ServiceCounters counters();

    CompletionStage<Void> start();

    /** Ends at once: associations are told so in their protocol's own words, what is in work is finished or left for later whole. */
    CompletionStage<Void> stop();

    /** Takes no new work, lets the work in hand end (bounded by the service's quiesce limit), then stops. */
    CompletionStage<Void> quiesce();

    /** What a service does; MTA-MIB and NETWORK-SERVICES-MIB tell inbound from outbound by it. */
    enum Kind { RECEIVE, SUBMISSION, ACCESS, DELIVERY, RELAY, FILTER, ENGINE, ADMINISTRATION }

    /** applOperStatus of RFC 2788. */
    enum State {
        UP(1), DOWN(2), HALTED(3), CONGESTED(4), RESTARTING(5), QUIESCING(6);

        private final int applStatus;

        State(int applStatus) {
            this.applStatus = applStatus;
        }

        /** The value of applOperStatus (RFC 2788). */
        public int applStatus() {
            return applStatus;
        }

        /** True while new work is taken. */
        public boolean serving() {
            return this == UP || this == CONGESTED;
        }
    }

    /**
     * A socket it listens on.
     *
     * @param address numeric address
     * @param port the port after the node's offset was added
     * @param security {@code plain}, {@code starttls} or {@code tls}
     */
    record Endpoint(String address, int port, String security) { }
}
