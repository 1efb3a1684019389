package org.sheng.passwords.internal;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Hashes that other mail systems made; checked here, and replaced by our own at the first login. */
sealed interface ForeignHash {

    boolean matches(byte[] password);

    /**
     * @return empty when the text has the form of none of them
     * @throws IllegalArgumentException when it has the form of one and is damaged or too costly
     */
    static Optional<ForeignHash> parse(String text) {
        if (text.startsWith("$2")) {
            return Optional.of(Bcrypt.parse(text));
        }
        if (text.startsWith("$6$")) {
            return Optional.of(Sha512Crypt.parse(text));
        }
        if (text.startsWith("$pbkdf2-")) {
            return Optional.of(Pbkdf2Hash.passlib(text));
        }
        return text.startsWith("{PBKDF2}") ? Optional.of(Pbkdf2Hash.dovecot(text)) : Optional.empty();
    }

    private static int bounded(String rounds, int most, String what) {
        int value = Integer.parseInt(rounds);
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " with " + value + " rounds: 1 to " + most + " are taken, more would stall logins");
        }
        return value;
    }

    /** OpenBSD's bcrypt. */
    record Bcrypt(String text) implements ForeignHash {
        private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
        private static final int MAX_COST = 14;

        static Bcrypt parse(String text) {
            Matcher m = FORM.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException("the bcrypt hash is damaged: $2y$COST$ and 53 characters are expected");
            }
            if (bounded(m.group(1), MAX_COST, "bcrypt") < 4) {
                throw new IllegalArgumentException("bcrypt needs a cost of at least 4");
            }
            return new Bcrypt(text);
        }

        @Override
        public boolean matches(byte[] password) {
            return OpenBSDBCrypt.checkPassword(text, password);
        }
    }

    /** The $6$ of crypt(3). */
    record Sha512Crypt(String text) implements ForeignHash {
        private static final Pattern FORM = Pattern.compile("\\$6\\$(?:rounds=(\\d{1,9})\\$)?[^$:\\n]{1,16}\\$[./A-Za-z0-9]{86}");
        private static final int MAX_ROUNDS = 1_000_000;

        static Sha512Crypt parse(String text) {
            Matcher m = FORM.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException("the SHA-512-crypt hash is damaged: $6$SALT$ and 86 characters are expected");
            }
            if (m.group(1) != null) {
                bounded(m.group(1), MAX_ROUNDS, "SHA-512-crypt");
            }
            return new Sha512Crypt(text);
        }

        @Override
        public boolean matches(byte[] password) {
            String computed = Sha2Crypt.sha512Crypt(password.clone(), text);
            return MessageDigest.isEqual(Utf8.of(text), Utf8.of(computed));
        }
    }

    /** PBKDF2 (RFC 8018 §5.2) as passlib and Dovecot write it. */
    record Pbkdf2Hash(String digest, int rounds, byte[] salt, byte[] hash) implements ForeignHash {
        private static final Pattern PASSLIB =
                Pattern.compile("\\$pbkdf2-(sha1|sha256|sha512)\\$(\\d{1,8})\\$([./A-Za-z0-9]{1,171})\\$([./A-Za-z0-9]{27,86})");
        private static final Pattern DOVECOT = Pattern.compile("\\{PBKDF2\\}\\$1\\$([^$]{1,64})\\$(\\d{1,8})\\$([0-9a-fA-F]{40})");
        private static final int MAX_ROUNDS = 2_000_000;

        static Pbkdf2Hash passlib(String text) {
            Matcher m = PASSLIB.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException("the PBKDF2 hash is damaged: $pbkdf2-sha256$ROUNDS$SALT$HASH is expected");
            }
            String digest = "SHA-" + m.group(1).substring(3);
            return new Pbkdf2Hash(digest, bounded(m.group(2), MAX_ROUNDS, "PBKDF2"), base64(m.group(3)), base64(m.group(4)));
        }

        static Pbkdf2Hash dovecot(String text) {
            Matcher m = DOVECOT.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException("the PBKDF2 hash is damaged: {PBKDF2}$1$SALT$ROUNDS$HEX is expected");
            }
            return new Pbkdf2Hash("SHA-1", bounded(m.group(2), MAX_ROUNDS, "PBKDF2"), Utf8.of(m.group(1)), HexFormat.of().parseHex(m.group(3)));
        }

        @Override
        public boolean matches(byte[] password) {
            return MessageDigest.isEqual(hash, Pbkdf2.derive(digest, password, salt, rounds, hash.length));
        }

        private static byte[] base64(String text) {
            return Base64.getDecoder().decode(text.replace('.', '+'));
        }
    }
}
