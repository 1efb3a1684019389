package org.sheng.relay.internal;

/** A host that is ready for mail. */
record Peer(Target target, Dialog dialog, Capabilities capabilities) { }
