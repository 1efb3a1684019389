package org.sheng.operation;

import java.util.Locale;
import java.util.Optional;

/** Finds out who calls. Failures are counted by name and by address, and too many are answered LIMIT for a while. Blocks: worker threads only. */
public interface Callers {

    /**
     * An administrator with a password.
     *
     * @param password overwritten with zeros
     * @param code of the second factor (RFC 6238), where the administrator has one
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
}
