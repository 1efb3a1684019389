package org.sheng.operation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out who calls. Failures are counted by name and by address, as for users ({@code org.sheng.auth}), and too many are answered LIMIT for a while;
 * so are more passwords at once than the node computes. Blocks: worker threads only.
 */
public interface Callers {

    /**
     * An administrator with a password.
     *
     * @param password overwritten with zeros
     * @param code of the second factor (RFC 6238), or a recovery code, where the administrator has one; each is good once. Where it is empty, a code of
     *        six digits may stand at the end of the password: for faces that know no other way.
     * @param via the face: {@code rest}, {@code shell}, …
     * @param from numeric address of the client
     * @throws Refusal UNKNOWN_CALLER, the same for a wrong name, password or code; LIMIT; UNAVAILABLE
     */
    Caller password(String name, char[] password, Optional<String> code, String via, String from, Locale language) throws Refusal;

    /**
     * Who has a token, with the token's role, which may be less than the administrator's.
     *
     * @throws Refusal as {@link #password}
     */
    Caller token(String token, String via, String from, Locale language) throws Refusal;

    /** Who called since the node started, and in the last day: the latest first, at most 1,000 are known. */
    List<Session> sessions();

    /**
     * Calls of one administrator by one way.
     *
     * @param token id of the token; empty: by password. Who is to be ended: delete the token, change the password.
     * @param calls since it began
     */
    record Session(String who, String via, String from, Optional<String> token, Instant since, Instant lastSeen, long calls) { }
}
