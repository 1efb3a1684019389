package org.sheng.auth;

import java.util.Optional;
import java.util.UUID;
import org.sheng.directory.Directory.Credentials;

/**
 * Makes and checks the stored proofs of passwords; knows nobody and stores nothing. Calls cost from one millisecond to half a second of
 * CPU: worker threads only, in a bounded number. No method keeps or clears the password it is given.
 */
public interface Passwords {

    /** The proofs to store for a new password: an Argon2id hash (RFC 9106) and sealed SCRAM-SHA-256 keys. */
    Credentials make(UUID user, char[] password);

    /** Sealed SCRAM-SHA-256 keys alone, about a twentieth of the cost: for imports; {@link #match} asks for the rest at the first login. */
    Credentials makeQuickly(UUID user, char[] password);

    /**
     * The hash in the form in which it is stored, when the text is one that {@link #match} can check: {@code $argon2id$}, {@code $argon2i$},
     * {@code $2a$}, {@code $2b$}, {@code $2y$}, {@code $6$}, {@code $pbkdf2-sha256$}, {@code $pbkdf2-sha512$}, or one of them behind a scheme in braces
     * as Dovecot writes it. Empty: the text is no such hash.
     *
     * @throws IllegalArgumentException when it is one, but damaged or costlier to check than this node allows; with a text for a person
     */
    Optional<String> recognise(String text);

    /** Checks a password. Costs at least one Argon2id, right or wrong, so that the time tells nothing about what is stored. */
    Match match(Credentials stored, char[] password);

    /** Costs what {@link #match} costs: called for names that do not exist. */
    void matchNobody(char[] password);

    /** An Argon2id hash alone, for those who are not users of {@link org.sheng.directory.Directory}. */
    String hash(char[] password);

    /** Opens the sealed keys; empty when there are none, or when they were sealed by another node's key. */
    Optional<ScramKeys> scram(Credentials stored);

    /** Keys that no password opens, the same at each call for the same login, so that an unknown login looks like a known one (RFC 5802 §9). */
    ScramKeys scramOfNobody(String login);

    /**
     * Checks a client's proof. Any thread: it costs microseconds.
     *
     * @param authMessage what both sides said, as RFC 5802 §3 puts it together
     * @param clientProof of any length
     * @return the signature by which the server shows that it has the keys too (32 octets); empty: the proof is wrong
     */
    Optional<byte[]> scramSignature(ScramKeys keys, byte[] authMessage, byte[] clientProof);

    /**
     * Seals a small secret with this node's key (AES-256-GCM), so that a stolen database gives nothing of it.
     *
     * @param purpose what it is and whose: only with the same it opens
     * @param secret at most 256 bytes
     */
    String seal(String purpose, byte[] secret);

    /** Empty when it was not sealed by this node's key for this purpose. */
    Optional<byte[]> unseal(String purpose, String sealed);

    /** The outcome of {@link #match}. */
    sealed interface Match {
        /** {@code better}: what to store instead, where the stored proofs are weaker than what this node makes. */
        record Right(Optional<Credentials> better) implements Match { }

        record Wrong() implements Match { }
    }

    /** What a server keeps of a password for SCRAM (RFC 5802 §3). */
    record ScramKeys(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) { }
}
