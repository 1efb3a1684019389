package org.sheng.operations.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The version of a thing: a hash of the tree that shows it. */
final class Version {
    private static final int BYTES = 12; // of SHA-256: enough that two states of one thing never meet

    private Version() { }

    static String of(Object tree) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(String.valueOf(tree).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
