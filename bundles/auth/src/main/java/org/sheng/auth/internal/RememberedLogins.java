package org.sheng.auth.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.User;

/**
 * Logins that were verified a while ago, under HMAC-SHA-256 of login and password with a key that lives as long as this object: neither
 * password nor a hash that could be guessed against without the key is kept. At the bound the least useful entries go first.
 */
final class RememberedLogins {
    private static final int KEY_OCTETS = 32;

    private final Cache<ByteBuffer, Entry> entries;
    private final Supplier<Duration> rememberFor;
    private final LongSupplier nanos;
    private final Mac prototype;

    RememberedLogins(long most, Supplier<Duration> rememberFor, LongSupplier nanos) {
        this.rememberFor = rememberFor;
        this.nanos = nanos;
        entries = Caffeine.newBuilder().maximumSize(most).build();
        byte[] key = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(key);
        try {
            prototype = Mac.getInstance("HmacSHA256");
            prototype.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Under what the login is kept. */
    ByteBuffer key(String login, char[] password) {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        try {
            Mac mac = (Mac) prototype.clone();
            mac.update(login.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0); // no login holds it
            mac.update(octets.duplicate());
            return ByteBuffer.wrap(mac.doFinal());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be copied", e);
        } finally {
            Arrays.fill(octets.array(), (byte) 0);
        }
    }

    Optional<Entry> find(ByteBuffer key) {
        Entry entry = entries.getIfPresent(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (nanos.getAsLong() - entry.since >= rememberFor.get().toNanos()) {
            entries.invalidate(key);
            return Optional.empty();
        }
        return Optional.of(entry);
    }

    /** @param changes the directory's number from before user and credentials were read */
    void remember(ByteBuffer key, User user, Credentials credentials, long changes) {
        entries.put(key, new Entry(user, credentials, changes, nanos.getAsLong()));
    }

    /** The same login, found unchanged in a directory that did change; its time goes on from the verification. */
    void confirm(ByteBuffer key, Entry entry, User user, long changes) {
        entries.put(key, new Entry(user, entry.credentials, changes, entry.since));
    }

    record Entry(User user, Credentials credentials, long changes, long since) { }
}
