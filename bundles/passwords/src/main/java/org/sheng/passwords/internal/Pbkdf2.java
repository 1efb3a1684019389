package org.sheng.passwords.internal;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * PBKDF2 (RFC 8018 §5.2) with HMAC (RFC 2104). The JDK's own hashes the padded key again in each iteration; here that state is kept and
 * copied, which halves the time. It takes octets, so that no String of the password is made.
 */
final class Pbkdf2 {
    private final MessageDigest inner;
    private final MessageDigest outer;
    private final int size;

    private Pbkdf2(String digest, byte[] password) {
        inner = digest(digest);
        outer = digest(digest);
        size = inner.getDigestLength();
        int block = digest.equals("SHA-512") ? 128 : 64;
        byte[] key = Arrays.copyOf(password.length > block ? digest(digest).digest(password) : password, block);
        byte[] pad = new byte[block];
        for (int i = 0; i < block; i++) {
            pad[i] = (byte) (key[i] ^ 0x36);
        }
        inner.update(pad);
        for (int i = 0; i < block; i++) {
            pad[i] = (byte) (key[i] ^ 0x5c);
        }
        outer.update(pad);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(pad, (byte) 0);
    }

    /** @param digest SHA-1, SHA-256 or SHA-512 */
    static byte[] derive(String digest, byte[] password, byte[] salt, int iterations, int octets) {
        Pbkdf2 hmac = new Pbkdf2(digest, password);
        byte[] out = new byte[octets];
        for (int block = 1, at = 0; at < octets; block++, at += hmac.size) {
            byte[] t = hmac.block(salt, iterations, block);
            System.arraycopy(t, 0, out, at, Math.min(t.length, octets - at));
        }
        return out;
    }

    private byte[] block(byte[] salt, int iterations, int index) {
        byte[] u = ByteBuffer.allocate(salt.length + 4).put(salt).putInt(index).array();
        u = Arrays.copyOf(u, Math.max(u.length, size));
        byte[] t = new byte[size];
        hmac(u, salt.length + 4, t);
        System.arraycopy(t, 0, u, 0, size);
        for (int i = 1; i < iterations; i++) {
            hmac(u, size, u);
            for (int j = 0; j < size; j++) {
                t[j] ^= u[j];
            }
        }
        return t;
    }

    private void hmac(byte[] text, int length, byte[] out) {
        try {
            MessageDigest first = (MessageDigest) inner.clone();
            first.update(text, 0, length);
            first.digest(out, 0, size);
            MessageDigest second = (MessageDigest) outer.clone();
            second.update(out, 0, size);
            second.digest(out, 0, size);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("the JDK's digests can be copied", e);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }
}
