package org.sheng.directory.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sheng.auth.Passwords;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.User;
import org.sheng.event.Events;
import org.sheng.mail.MailAddress;
import org.sheng.passwords.internal.NodePasswords;
import org.sheng.passwords.internal.PasswordSettings;

/** A real directory in a folder, with cheap password hashes, for unit tests of those who use one. */
public final class TestDirectory implements AutoCloseable {
    private static final PasswordSettings CHEAP = new PasswordSettings(8192, 1, 4096);

    private final JpaDirectory directory;
    private final Passwords passwords;

    private TestDirectory(Path folder, Events events) throws IOException {
        passwords = NodePasswords.open(folder, CHEAP);
        directory = JpaDirectory.open(folder.resolve("directory"), DirectorySettings.DEFAULT, passwords, events);
    }

    public static TestDirectory open(Path folder) throws IOException {
        return new TestDirectory(folder, event -> { });
    }

    public static TestDirectory open(Path folder, Events events) throws IOException {
        return new TestDirectory(folder, events);
    }

    public Directory directory() {
        return directory.directory();
    }

    public DirectoryAdmin admin() {
        return directory.admin();
    }

    public Passwords passwords() {
        return passwords;
    }

    public JpaDirectory jpa() {
        return directory;
    }

    public Domain addDomain(String name) throws DirectoryException {
        return admin().addDomain(new Domain(name, true, "", "", LimitSettings.INHERIT, 0));
    }

    /** The first address is the main one. */
    public User addUser(String password, String... addresses) throws DirectoryException {
        return admin().addUser(settings(addresses), password.toCharArray());
    }

    public static UserSettings settings(String... addresses) {
        return new UserSettings(List.of(addresses).stream().map(MailAddress::parse).toList(), "", true, "", LimitSettings.INHERIT);
    }

    /** From now on the directory throws DirectoryUnavailable. */
    @Override
    public void close() {
        directory.close();
    }
}
