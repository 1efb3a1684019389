package org.sheng.passwords.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sheng.auth.Passwords.ScramKeys;

/**
 * What a server computes for SCRAM-SHA-256 (RFC 5802 §3, RFC 7677): keys from a password, and whether a client has it.
 */
final class Scram {
    private static final byte[] CLIENT_KEY = Utf8.of("Client Key");
    private static final byte[] SERVER_KEY = Utf8.of("Server Key");

    private Scram() { }

    /** @param password after SASLprep */
    static ScramKeys keys(byte[] password, byte[] salt, int iterations) {
        byte[] salted = Pbkdf2.derive("SHA-256", password, salt, iterations, 32);
        return new ScramKeys(salt, iterations, sha256(hmac(salted, CLIENT_KEY)), hmac(salted, SERVER_KEY));
    }

    /** Of the server; empty when the client does not prove that it has the password (RFC 5802 §3). */
    static Optional<byte[]> signature(ScramKeys keys, byte[] authMessage, byte[] clientProof) {
        byte[] clientKey = hmac(keys.storedKey(), authMessage);
        if (clientProof.length != clientKey.length) {
            return Optional.empty();
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= clientProof[i];
        }
        boolean right = MessageDigest.isEqual(sha256(clientKey), keys.storedKey());
        return right ? Optional.of(hmac(keys.serverKey(), authMessage)) : Optional.empty();
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
