package org.sheng.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sheng.operation.Area;

/**
 * Who may steer the node, and by what they prove who they are. They are no mail users: names have no domain. Blocks, and {@link #verify} costs a password
 * hash: worker threads only. Every method may throw {@link DirectoryUnavailable}. Nothing here counts failures: {@link org.sheng.operation.Callers} does.
 */
public interface Administrators {

    /**
     * The role of the administrator, when the password is right; of a second factor nothing is asked. Takes as long for a name that does not exist.
     *
     * @param password overwritten with zeros
     */
    Optional<Role> verify(String name, char[] password);

    /**
     * @param name {@code [a-z0-9._-]{1,64}}
     * @param role not DOMAIN, which needs domains
     * @param password 8 to 256 characters; overwritten with zeros
     * @throws DirectoryException EXISTS, INVALID
     */
    default void add(String name, Role role, char[] password) throws DirectoryException {
        add(new Administrator(name, role), password);
    }

    /**
     * @param administrator {@code secondFactor} has no meaning here
     * @param password as in {@link #add(String, Role, char[])}
     * @throws DirectoryException EXISTS; MISSING for a domain; INVALID: role, areas and domains do not go together
     */
    void add(Administrator administrator, char[] password) throws DirectoryException;

    /**
     * Changes role, areas and domains. Tokens never reach further than the administrator does from then on.
     *
     * @throws DirectoryException MISSING, INVALID; IN_USE where no other system administrator without narrowing would be left
     */
    void change(Administrator administrator) throws DirectoryException;

    /** @throws DirectoryException MISSING, INVALID */
    void changePassword(String name, char[] password) throws DirectoryException;

    /**
     * With all tokens.
     *
     * @throws DirectoryException MISSING; IN_USE for the last system administrator without narrowing
     */
    void delete(String name) throws DirectoryException;

    /** All of them in order of name, at most 10,000. */
    List<Administrator> list();

    Optional<Administrator> administrator(String name);

    // --- the second factor ---

    /**
     * Makes a new secret for one-time codes (RFC 6238: SHA-1, 6 digits, 30 s). It counts from {@link #confirmFactor} on; a secret before it
     * counts until then.
     *
     * @throws DirectoryException MISSING
     */
    Enrolment beginFactor(String name) throws DirectoryException;

    /**
     * From now on codes are asked for.
     *
     * @param code of the new secret
     * @return ten recovery codes, each good once in place of a code, shown nowhere again; those before are worth nothing any more
     * @throws DirectoryException MISSING: nothing was begun; INVALID: not the code
     */
    List<String> confirmFactor(String name, String code) throws DirectoryException;

    /** Codes are asked for no longer. @throws DirectoryException MISSING: no such administrator */
    void removeFactor(String name) throws DirectoryException;

    /**
     * True when the code is right now (30 s early or late), or is a recovery code; false when it was used before. Each is used up by it, over
     * restarts too. False for who has no second factor.
     */
    boolean useCode(String name, String code);

    // --- tokens ---

    /**
     * @param role not above the administrator's
     * @param areas narrower than the administrator's, or empty: those
     * @param life 1 minute to 3,660 days
     * @param note for people, at most 200 characters
     * @return the token with its text, which is shown nowhere again
     * @throws DirectoryException MISSING; INVALID; IN_USE at 1,000 tokens of one administrator
     */
    NewToken addToken(String administrator, Role role, Set<Area> areas, Duration life, String note) throws DirectoryException;

    /** Whose token it is, with what it may do now: the least of the token and the administrator. Empty when it is none, was ended, or is over. */
    Optional<Bearer> bearer(String token);

    /** In order of administrator and time; those that are over are left out. {@code administrator} empty: of all. At most 10,000. */
    List<Token> tokens(String administrator);

    /** @throws DirectoryException MISSING */
    void deleteToken(String id) throws DirectoryException;

    /** Ends all tokens of an administrator. @return how many there were */
    int deleteTokens(String administrator) throws DirectoryException;

    /**
     * An administrator.
     *
     * @param areas what the role is narrowed to; empty: everywhere
     * @param domains of role DOMAIN, normalised ({@link org.sheng.mail.MailAddress#normaliseDomain}); else empty. It may become empty when domains are deleted.
     * @param secondFactor true when codes are asked for
     */
    record Administrator(String name, Role role, Set<Area> areas, Set<String> domains, boolean secondFactor) {
        public Administrator {
            areas = Set.copyOf(areas);
            domains = Set.copyOf(domains);
        }

        public Administrator(String name, Role role) {
            this(name, role, Set.of(), Set.of(), false);
        }
    }

    /** SYSTEM: everything. OPERATOR: look, start and stop. AUDITOR: look. DOMAIN: everything that there is for administrators of domains, in theirs. */
    enum Role {
        SYSTEM, OPERATOR, AUDITOR, DOMAIN;

        /** True when this may do all that the other may. */
        public boolean covers(Role other) {
            return this == other || this == SYSTEM && other != DOMAIN || this == OPERATOR && other == AUDITOR;
        }
    }

    /**
     * A secret that is not confirmed yet.
     *
     * @param secret in base 32 (RFC 4648 §6), to be typed into an authenticator
     * @param uri {@code otpauth://totp/…}, to be shown as a QR code
     */
    record Enrolment(String secret, String uri) {
        @Override
        public String toString() {
            return "Enrolment[…]";
        }
    }

    /** @param id {@code [a-z0-9]{12}}: no secret */
    record Token(String id, String administrator, Role role, Set<Area> areas, Instant created, Instant expires, String note) { }

    /** @param text begins with {@code sheng_} */
    record NewToken(Token token, String text) {
        @Override
        public String toString() {
            return "NewToken[" + token + "]";
        }
    }

    /** @param as name, role, areas and domains that hold for the call */
    record Bearer(Token token, Administrator as) { }
}
