package org.sheng.directory.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sheng.auth.Passwords;
import org.sheng.directory.Administrators;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.internal.entity.AdministratorRow;

/** {@link Administrators} over the tables. */
final class JpaAdministrators implements Administrators {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final int MAX = 10_000;
    private static final UUID NO_USER = new UUID(0, 0);

    private final Database database;
    private final Passwords passwords;

    JpaAdministrators(Database database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    @Override
    public Optional<Role> verify(String name, char[] password) {
        try {
            Optional<AdministratorRow> row = database.read(em -> Optional.ofNullable(em.find(AdministratorRow.class, name)));
            if (row.isEmpty()) {
                passwords.matchNobody(password);
                return Optional.empty();
            }
            Credentials stored = new Credentials(NO_USER, row.get().hash(), "");
            boolean right = passwords.match(stored, password) instanceof Passwords.Match.Right;
            return right ? Optional.of(row.get().administrator().role()) : Optional.empty();
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public void add(String name, Role role, char[] password) throws DirectoryException {
        String hash = hash(password);
        if (!NAME.matcher(name).matches()) {
            throw Checks.invalid("not a name for an administrator: " + name + ": 1 to 64 of a-z, 0-9, dot, _ and - are expected");
        }
        database.write(em -> {
            if (em.find(AdministratorRow.class, name) != null) {
                throw new DirectoryException(Reason.EXISTS, "the administrator " + name + " is there already");
            }
            em.persist(new AdministratorRow(name, role, hash));
            return null;
        });
    }

    @Override
    public void changePassword(String name, char[] password) throws DirectoryException {
        String hash = hash(password);
        database.write(em -> {
            AdministratorRow row = em.find(AdministratorRow.class, name);
            if (row == null) {
                throw Checks.missing("there is no administrator " + name);
            }
            row.setHash(hash);
            return null;
        });
    }

    @Override
    public void delete(String name) throws DirectoryException {
        database.write(em -> {
            AdministratorRow row = em.find(AdministratorRow.class, name);
            if (row == null) {
                throw Checks.missing("there is no administrator " + name);
            }
            long others = em.createQuery("SELECT COUNT(a) FROM AdministratorRow a WHERE a.role = :role AND a.name <> :name", Long.class)
                    .setParameter("role", Role.SYSTEM).setParameter("name", name).getSingleResult();
            if (others == 0) {
                throw new DirectoryException(Reason.IN_USE, name + " is the last system administrator: add another one first");
            }
            em.remove(row);
            return null;
        });
    }

    @Override
    public List<Administrator> list() {
        return database.read(em -> em.createQuery("SELECT a FROM AdministratorRow a ORDER BY a.name", AdministratorRow.class)
                .setMaxResults(MAX).getResultList().stream().map(AdministratorRow::administrator).toList());
    }

    private String hash(char[] password) throws DirectoryException {
        try {
            Checks.password(password);
            return passwords.hash(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
