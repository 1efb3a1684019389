package org.sheng.auth;

import java.util.concurrent.CompletionStage;

/** The server's side of one SASL exchange. Not for two threads at once. */
public interface SaslExchange {

    /** True when the client speaks first, so that an empty challenge asks for its initial response (RFC 4422 §3.3). */
    boolean clientFirst();

    /**
     * The client's response, decoded; at most 64 KiB. The first call of a server-first mechanism has an empty array.
     */
    CompletionStage<Step> step(byte[] response);

    /** What the server says next. */
    sealed interface Step {
        /** Send this challenge (not yet base64) and wait for the response. */
        record Challenge(byte[] bytes) implements Step { }

        /** The exchange ended. */
        record Done(Verdict verdict) implements Step { }
    }
}
