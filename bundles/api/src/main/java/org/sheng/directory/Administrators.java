package org.sheng.directory;

import java.util.List;
import java.util.Optional;

/**
 * Who may steer the node. They are no mail users: names have no domain. Blocks, and {@link #verify} costs a password hash: worker
 * threads only. Every method may throw {@link DirectoryUnavailable}.
 */
public interface Administrators {

    /**
     * The role of the administrator, when the password is right. Takes as long for a name that does not exist.
     *
     * @param password overwritten with zeros
     */
    Optional<Role> verify(String name, char[] password);

    /**
     * @param name {@code [a-z0-9._-]{1,64}}
     * @param password 8 to 256 characters; overwritten with zeros
     * @throws DirectoryException EXISTS, INVALID
     */
    void add(String name, Role role, char[] password) throws DirectoryException;

    /** @throws DirectoryException MISSING, INVALID */
    void changePassword(String name, char[] password) throws DirectoryException;

    /** @throws DirectoryException MISSING; IN_USE for the last system administrator */
    void delete(String name) throws DirectoryException;

    /** All of them in order of name, at most 10,000. */
    List<Administrator> list();

    /** An administrator. */
    record Administrator(String name, Role role) { }

    /** SYSTEM: everything. OPERATOR: look, start and stop. AUDITOR: look. */
    enum Role { SYSTEM, OPERATOR, AUDITOR }
}
