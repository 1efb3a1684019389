package org.sheng.net;

/** A line protocol's server side. */
public interface Protocol {

    /** A client is there (on a TLS port: the handshake is done). Writes the greeting. Worker thread. */
    Session open(Connection connection);

    /** The last and only line for a client that is refused, with line end: {@code 421 4.7.0 …}, {@code * BYE …}. Any thread. */
    String refusal(Refusal refusal);

    /** Why a connection is not served. */
    enum Refusal { TOO_MANY, TOO_MANY_FROM_ADDRESS, TOO_FAST, QUIESCING }
}
