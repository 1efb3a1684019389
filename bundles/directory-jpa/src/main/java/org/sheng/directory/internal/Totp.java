package org.sheng.directory.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes (RFC 6238) as every authenticator makes them: HMAC-SHA-1, 6 digits, 30 seconds. */
final class Totp {
    private static final long STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;
    /** RFC 6238 §5.2: at most one step for the network, either way. */
    private static final int DRIFT = 1;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() { }

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int at = hash[hash.length - 1] & 0xf; // RFC 4226 §5.3
            int number = ByteBuffer.wrap(hash, at, 4).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /** The step that the code is of, of those that are good now and come after {@code last}; each is computed, whichever it is. */
    static OptionalLong find(byte[] secret, String code, Instant now, long last) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) - DRIFT; step <= step(now) + DRIFT; step++) {
            boolean same = MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given);
            if (same && step > last) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** RFC 4648 §6, without padding: for a length that is a multiple of five. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 8 / 5);
        long bits = 0;
        int held = 0;
        for (byte each : bytes) {
            bits = bits << 8 | each & 0xff;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt((int) (bits >>> held & 31)));
            }
        }
        return text.toString();
    }
}
