package org.sheng.passwords.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sheng.auth.Passwords.ScramKeys;

/** Keys of SCRAM-SHA-256 from a password (RFC 5802 §3, RFC 7677). */
final class Scram {
    private static final byte[] CLIENT_KEY = Utf8.of("Client Key");
    private static final byte[] SERVER_KEY = Utf8.of("Server Key");

    private Scram() { }

    /** @param password after SASLprep */
    static ScramKeys keys(byte[] password, byte[] salt, int iterations) {
        byte[] salted = Pbkdf2.derive("SHA-256", password, salt, iterations, 32);
        return new ScramKeys(salt, iterations, sha256(hmac(salted, CLIENT_KEY)), hmac(salted, SERVER_KEY));
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
