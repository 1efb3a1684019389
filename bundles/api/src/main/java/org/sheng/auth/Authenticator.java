package org.sheng.auth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Verifies clients. Any thread; never blocks: hashing runs on a pool of its own, bounded; at its bound the verdict is {@link Verdict.Busy}. */
public interface Authenticator {

    /**
     * Verifies a password. Publishes LoginAccepted or LoginRefused. Takes as long for a user that does not exist as for one that does.
     *
     * @param password is overwritten with zeros when the verdict is there
     */
    CompletionStage<Verdict> verify(Origin origin, String login, char[] password);

    /** Mechanisms to advertise, strongest first; those that send the password in the clear only where {@code confidential}. */
    List<String> mechanisms(boolean confidential);

    /**
     * Begins a SASL exchange (RFC 4422).
     *
     * @param mechanism upper case
     * @param confidential as {@link org.sheng.net.Connection#confidential}
     * @return empty when the mechanism is not among {@link #mechanisms}
     */
    Optional<SaslExchange> sasl(Origin origin, String mechanism, boolean confidential);

    /** Where a login comes from. {@code client} is a numeric address. */
    record Origin(String service, String client) { }
}
