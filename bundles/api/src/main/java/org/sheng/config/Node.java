package org.sheng.config;

import java.nio.file.Path;

/** What holds for the node as a whole; read once, when it starts. */
public interface Node {

    /** The name by which it calls itself in EHLO, Received and bounces: a fully qualified domain name. */
    String hostName();

    /** The address that listeners bind to: loopback until told otherwise. */
    String bindAddress();

    /** Added to every default port. */
    int portOffset();

    /** Where engines keep what must survive; each under a folder of its name. */
    Path dataFolder();

    /** Where configuration files and certificates are. */
    Path etcFolder();
}
