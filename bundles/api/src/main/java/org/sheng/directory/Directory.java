package org.sheng.directory;

import java.util.Optional;
import java.util.UUID;
import org.sheng.mail.MailAddress;

/**
 * Look-ups on the way of a message and at login. Answered from a bounded cache where it can be, else from the database: worker threads
 * only, never an event loop. Changes made through {@link DirectoryAdmin} are seen by the next call. Every method but {@link #changes} may throw
 * {@link DirectoryUnavailable}.
 *
 * @see DirectoryAdmin
 */
public interface Directory {

    /** True when mail for the domain is taken here. */
    boolean isLocal(String domain);

    /** What an envelope recipient stands for, one step: targets are to be resolved in turn (the caller bounds the depth). */
    Resolution resolve(MailAddress recipient);

    /** By any of the user's addresses, without catch-all and plus-addressing. */
    Optional<User> user(MailAddress address);

    Optional<User> user(UUID id);

    /** The stored proofs of a user's password, for the authenticator alone. */
    Optional<Credentials> credentials(MailAddress login);

    /** Replaces stored proofs, when a hash was upgraded at login. Does nothing when {@code before} is not stored any more. */
    void upgradeCredentials(UUID user, Credentials before, Credentials after);

    /** May the user send with this envelope sender or From address: one of their own addresses, or of an alias or group that leads to them alone. */
    boolean maySendAs(User user, MailAddress sender);

    /**
     * A number that is another one after each change, before the call that made the change returns. What was looked up while the number
     * was the same is still true. Never blocks.
     */
    long changes();

    /**
     * Proofs of a password.
     *
     * @param user whose
     * @param hash in PHC or crypt form: {@code $argon2id$…}, {@code $2y$…}, {@code $6$…}, {@code $pbkdf2-sha256$…}; empty when only {@code scram} is there
     * @param scram sealed SCRAM-SHA-256 keys (RFC 5802 §3), opaque but to the authenticator; empty when there are none
     */
    record Credentials(UUID user, String hash, String scram) { }
}
