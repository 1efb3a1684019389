package org.sheng.net;

/** A line protocol's words for clients that no session speaks to. Needs no engine but the line server. Any thread. */
@FunctionalInterface
public interface Protocol {

    /** The last and only line for a client that is refused, with line end: {@code 421 4.7.0 …}, {@code * BYE …}. */
    String refusal(Refusal refusal);

    /** Why a connection is not served. */
    enum Refusal {
        TOO_MANY, TOO_MANY_FROM_ADDRESS, TOO_FAST, QUIESCING,
        /** An engine that sessions work with is not there. */
        UNAVAILABLE
    }
}
