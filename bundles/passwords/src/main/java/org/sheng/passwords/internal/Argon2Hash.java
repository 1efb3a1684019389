package org.sheng.passwords.internal;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 version 1.3 (RFC 9106) in PHC form: {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. */
record Argon2Hash(int type, int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {

    private static final Pattern PHC =
            Pattern.compile("\\$argon2(id|i)\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{16,88})");
    private static final int MAX_MEMORY_KIB = 262_144;
    private static final long MAX_WORK_KIB = 1_048_576;
    private static final int HASH_OCTETS = 32;

    /** @throws IllegalArgumentException damaged, or costlier than one node should pay for a login */
    static Argon2Hash parse(String phc) {
        Matcher m = PHC.matcher(phc);
        if (!m.matches()) {
            throw new IllegalArgumentException("the Argon2 hash is damaged: $argon2id$v=19$m=KIB,t=PASSES,p=LANES$SALT$HASH is expected");
        }
        int type = m.group(1).equals("id") ? Argon2Parameters.ARGON2_id : Argon2Parameters.ARGON2_i;
        int memory = Integer.parseInt(m.group(2));
        int passes = Integer.parseInt(m.group(3));
        int lanes = Integer.parseInt(m.group(4));
        if (lanes < 1 || lanes > 16 || passes < 1 || memory < 8 * lanes) {
            throw new IllegalArgumentException("the Argon2 hash has parameters that RFC 9106 §3.1 does not allow");
        }
        if (memory > MAX_MEMORY_KIB || (long) memory * passes > MAX_WORK_KIB) {
            throw new IllegalArgumentException("the Argon2 hash costs more than 256 MiB or 1 GiB of passes to check");
        }
        return new Argon2Hash(type, memory, passes, lanes, Base64.getDecoder().decode(m.group(5)), Base64.getDecoder().decode(m.group(6)));
    }

    static Argon2Hash of(byte[] password, byte[] salt, PasswordSettings settings) {
        Argon2Hash empty = new Argon2Hash(Argon2Parameters.ARGON2_id, settings.argon2MemoryKib(), settings.argon2Passes(), 1, salt, new byte[HASH_OCTETS]);
        return new Argon2Hash(empty.type, empty.memoryKib, empty.passes, empty.lanes, salt, empty.compute(password));
    }

    boolean matches(byte[] password) {
        return MessageDigest.isEqual(hash, compute(password));
    }

    /** True when this node would make a costlier one today. */
    boolean weakerThan(PasswordSettings settings) {
        return type != Argon2Parameters.ARGON2_id || memoryKib < settings.argon2MemoryKib() || passes < settings.argon2Passes()
                || hash.length < HASH_OCTETS;
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2" + (type == Argon2Parameters.ARGON2_id ? "id" : "i") + "$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes
                + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private byte[] compute(byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(type).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib).withIterations(passes).withParallelism(lanes).withSalt(salt).build());
        byte[] out = new byte[hash.length];
        generator.generateBytes(password, out);
        return out;
    }
}
