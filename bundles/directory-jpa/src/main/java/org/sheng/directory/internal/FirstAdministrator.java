package org.sheng.directory.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.DirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the administrator {@code admin} where there is none, and leaves the password in {@code DATA/first-password} for who started the
 * node. The file comes first: when the node dies between the two, the next start writes another password into it.
 */
final class FirstAdministrator {
    static final String NAME = "admin";
    static final String FILE = "first-password";
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    /** Without characters that are taken for each other; 20 of them have 98 bits. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 20;

    private FirstAdministrator() { }

    static void make(Administrators administrators, Path dataFolder) throws IOException {
        if (!administrators.list().isEmpty()) {
            return;
        }
        String password = random();
        write(dataFolder.resolve(FILE), password);
        try {
            administrators.add(NAME, Role.SYSTEM, password.toCharArray());
        } catch (DirectoryException e) {
            throw new IOException("the first administrator was not made: " + e.getMessage(), e);
        }
        LOG.info("made the administrator {}; the password is in {}: read it and delete the file", NAME, dataFolder.resolve(FILE));
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    private static void write(Path file, String password) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }
}
