package org.sheng.net;

/** Makes the sessions of a line protocol, with the engines they work with. */
@FunctionalInterface
public interface Sessions {

    /** A client is there (on a TLS port: the handshake is done). Writes the greeting. Worker thread. */
    Session open(Connection connection);
}
