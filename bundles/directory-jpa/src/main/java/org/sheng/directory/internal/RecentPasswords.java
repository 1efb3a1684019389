package org.sheng.directory.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords of administrators that were right a while ago, so that scripts that send theirs with each call do not each pay for Argon2: under
 * HMAC-SHA-256 with a key that lives as long as this object, and only while the stored hash is the same. At most 1,000, ten minutes each.
 */
final class RecentPasswords {
    private final Cache<String, byte[]> right = Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofMinutes(10)).build();
    private final SecretKeySpec key = new SecretKeySpec(Secrets.octets(32), "HmacSHA256");

    boolean has(String hash, char[] password) {
        byte[] known = right.getIfPresent(hash);
        return known != null && MessageDigest.isEqual(known, mac(hash, password));
    }

    void add(String hash, char[] password) {
        right.put(hash, mac(hash, password));
    }

    private byte[] mac(String hash, char[] password) {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(octets.duplicate());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        } finally {
            Arrays.fill(octets.array(), (byte) 0);
        }
    }
}
