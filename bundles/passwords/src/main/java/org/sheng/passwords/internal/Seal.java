package org.sheng.passwords.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sheng.auth.Passwords.ScramKeys;

/**
 * Seals SCRAM keys and other secrets with a key of this node (AES-256-GCM, NIST SP 800-38D), bound to the user whose they are, or to their purpose: a stolen
 * database alone gives nothing to guess against, and what was moved to another row does not open.
 */
final class Seal {
    private static final String PREFIX = "s1:";
    private static final String PURPOSE_PREFIX = "p1:";
    private static final int KEY_OCTETS = 32;
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Reads the key of the node, or makes one where there is none. */
    static Seal open(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_OCTETS) {
            throw new IOException(file + " has " + key.length + " octets, not 32: put the file back from a backup. Without it"
                    + " SCRAM logins, and first logins of imported users, fail until their passwords are set anew.");
        }
        return new Seal(key);
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "seal", ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(key));
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    String close(UUID user, ScramKeys keys) {
        ByteBuffer plain = ByteBuffer.allocate(8 + keys.salt().length + 64);
        plain.putInt(keys.iterations()).putInt(keys.salt().length).put(keys.salt()).put(keys.storedKey()).put(keys.serverKey());
        return PREFIX + closed(bytes(user), plain.array());
    }

    /** Empty when it was not sealed by this key for this user. */
    Optional<ScramKeys> open(UUID user, String sealed) {
        return opened(PREFIX, bytes(user), sealed).map(secret -> {
            ByteBuffer plain = ByteBuffer.wrap(secret);
            int iterations = plain.getInt();
            byte[] salt = new byte[plain.getInt()];
            byte[] storedKey = new byte[32];
            byte[] serverKey = new byte[32];
            plain.get(salt).get(storedKey).get(serverKey);
            return new ScramKeys(salt, iterations, storedKey, serverKey);
        });
    }

    String close(String purpose, byte[] secret) {
        return PURPOSE_PREFIX + closed(Utf8.of(purpose), secret);
    }

    /** Empty when it was not sealed by this key for this purpose. */
    Optional<byte[]> open(String purpose, String sealed) {
        return opened(PURPOSE_PREFIX, Utf8.of(purpose), sealed);
    }

    private String closed(byte[] bound, byte[] plain) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, bound, nonce).doFinal(plain);
            return Base64.getEncoder().withoutPadding().encodeToString(
                    ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    private Optional<byte[]> opened(String prefix, byte[] bound, String sealed) {
        if (!sealed.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getDecoder().decode(sealed.substring(prefix.length()));
            byte[] nonce = Arrays.copyOf(all, NONCE_OCTETS);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, bound, nonce).doFinal(all, NONCE_OCTETS, all.length - NONCE_OCTETS));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A value that only this node can compute and that looks random to everybody else. */
    byte[] derive(String purpose, String text) {
        return Scram.hmac(Scram.hmac(key.getEncoded(), Utf8.of(purpose)), Utf8.of(text));
    }

    private Cipher cipher(int mode, byte[] bound, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    private static byte[] bytes(UUID user) {
        return ByteBuffer.allocate(16).putLong(user.getMostSignificantBits()).putLong(user.getLeastSignificantBits()).array();
    }
}
