package org.sheng.relay.internal;

import java.util.Optional;
import org.sheng.queue.Submission;

/** What a message needs and a host may lack. */
final class Conditions {
    private Conditions() { }

    /** RFC 6531 §3.4. */
    static boolean needsUtf8(Submission message) {
        return message.options().utf8() || message.sender().filter(sender -> !sender.isAscii()).isPresent()
                || message.recipients().stream().anyMatch(recipient -> !recipient.address().isAscii());
    }

    /** Why the host cannot get the message; empty: it can. May read the message from disk. */
    static Optional<Verdict.Never> missing(Peer peer, Submission message, Body body) {
        String host = peer.target().host();
        if (!peer.capabilities().takes(message.size() - message.skip())) {
            return Optional.of(new Verdict.Never(host, "5.3.4", "552 5.3.4 the host takes at most " + peer.capabilities().offered()
                    .get("SIZE") + " bytes, the message has " + (message.size() - message.skip())));
        }
        if (needsUtf8(message) && !peer.capabilities().has("SMTPUTF8")) {
            return Optional.of(new Verdict.Never(host, "5.6.7", "553 5.6.7 the host does not take addresses or headers beyond ASCII"
                    + " (RFC 6531)"));
        }
        boolean doubtful = message.options().eightBit() && !peer.capabilities().has("8BITMIME");
        if (doubtful && body.hasEightBit()) {
            return Optional.of(new Verdict.Never(host, "5.6.3", "554 5.6.3 the host does not take 8-bit content (RFC 6152)"));
        }
        return Optional.empty();
    }
}
