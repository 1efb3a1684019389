package org.sheng.operation;

import java.util.Optional;

/**
 * One thing that an administrator can ask of a node. The class has {@link Offered}; it is registered as an OSGi service under this
 * interface. Its input is a record whose components all have {@link Input}, and its output a record, a {@link Page}, a
 * {@link Download}, a {@link Feed} or {@code Void}.
 *
 * <p>Types of components, of input and output: {@code boolean}, {@code int}, {@code long}, {@code String}, an enum,
 * {@code Instant}, {@code Duration}, {@code UUID}, {@code MailAddress}, records of these, {@code List} of these, {@code Optional} of
 * any (of an input: may be left out), and {@code Map<String, String>}. An input may have one {@link Body}.
 *
 * @param <I> what is asked
 * @param <O> what is answered
 */
public interface Operation<I extends Record, O> {

    /**
     * Does it. Called on a worker thread, by many at once; may block. The caller's role allows the operation, {@link #scope} was
     * checked, and the input is inside the bounds that {@link Input} gives.
     *
     * @throws Refusal when it cannot be done; nothing was changed then, or the refusal says what was
     */
    O run(I input, Call call) throws Refusal;

    /** What the call is about; decides whether an administrator of some domains may make it. Must not block. */
    default Scope scope(I input) throws Refusal {
        return Scope.NODE;
    }

    /**
     * What would take the change back, given what the thing was before. Asked before {@link #run}; kept in the audit.
     *
     * @param before what the {@code GET} of the same path answered; empty where there is none, or no such thing
     */
    default Optional<Inverse> inverse(I input, Optional<Object> before) {
        return Optional.empty();
    }
}
