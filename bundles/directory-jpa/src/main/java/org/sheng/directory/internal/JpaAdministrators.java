package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sheng.auth.Passwords;
import org.sheng.directory.Administrators;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.internal.entity.AdministratorDomainRow;
import org.sheng.directory.internal.entity.AdministratorRow;
import org.sheng.operation.Area;

/** {@link Administrators} over the tables. */
final class JpaAdministrators implements Administrators {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final int MAX = 10_000;
    private static final int MAX_DOMAINS = 1_000;
    private static final UUID NO_USER = new UUID(0, 0);

    private final Database database;
    private final Passwords passwords;
    private final Factors factors;
    private final Tokens tokens;
    private final RecentPasswords recent = new RecentPasswords();

    JpaAdministrators(Database database, Passwords passwords, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.factors = new Factors(database, passwords, clock);
        this.tokens = new Tokens(database, clock);
    }

    @Override
    public Optional<Role> verify(String name, char[] password) {
        try {
            Optional<AdministratorRow> row = database.read(em -> Optional.ofNullable(em.find(AdministratorRow.class, name)));
            if (row.isEmpty()) {
                passwords.matchNobody(password);
                return Optional.empty();
            }
            return right(row.get().hash(), password) ? Optional.of(row.get().role()) : Optional.empty();
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private boolean right(String hash, char[] password) {
        if (recent.has(hash, password)) {
            return true;
        }
        boolean right = passwords.match(new Credentials(NO_USER, hash, ""), password) instanceof Passwords.Match.Right;
        if (right) {
            recent.add(hash, password);
        }
        return right;
    }

    @Override
    public void add(Administrator administrator, char[] password) throws DirectoryException {
        String hash = hash(password);
        String name = administrator.name();
        if (!NAME.matcher(name).matches()) {
            throw Checks.invalid("not a name for an administrator: " + name + ": 1 to 64 of a-z, 0-9, dot, _ and - are expected");
        }
        database.write(em -> {
            if (em.find(AdministratorRow.class, name) != null) {
                throw new DirectoryException(Reason.EXISTS, "the administrator " + name + " is there already");
            }
            AdministratorRow row = new AdministratorRow(name, hash);
            set(em, row, administrator);
            em.persist(row);
            return null;
        });
    }

    @Override
    public void change(Administrator administrator) throws DirectoryException {
        database.write(em -> {
            AdministratorRow row = existing(em, administrator.name());
            boolean stays = administrator.role() == Role.SYSTEM && administrator.areas().isEmpty();
            if (!stays) {
                anotherIsThere(em, row);
            }
            set(em, row, administrator);
            return null;
        });
    }

    private static void set(EntityManager em, AdministratorRow row, Administrator to) throws DirectoryException {
        boolean ofDomains = to.role() == Role.DOMAIN;
        if (ofDomains == to.domains().isEmpty()) {
            throw Checks.invalid(ofDomains ? "an administrator of domains needs domains" : "only an administrator of domains has domains");
        }
        if (ofDomains && !to.areas().isEmpty()) {
            throw Checks.invalid("an administrator of domains is not narrowed to areas");
        }
        Set<String> domains = new TreeSet<>();
        for (String domain : to.domains()) {
            domains.add(Checks.domainExists(em, Checks.domainName(domain)).domain().name());
        }
        if (domains.size() > MAX_DOMAINS) {
            throw Checks.invalid("an administrator has at most " + MAX_DOMAINS + " domains");
        }
        em.createQuery("DELETE FROM AdministratorDomainRow d WHERE d.name = :name").setParameter("name", to.name()).executeUpdate();
        domains.forEach(domain -> em.persist(new AdministratorDomainRow(to.name(), domain)));
        row.set(to.role(), to.areas());
    }

    @Override
    public void changePassword(String name, char[] password) throws DirectoryException {
        String hash = hash(password);
        database.write(em -> {
            existing(em, name).setHash(hash);
            return null;
        });
    }

    @Override
    public void delete(String name) throws DirectoryException {
        database.write(em -> {
            AdministratorRow row = existing(em, name);
            anotherIsThere(em, row);
            Tokens.deleteOf(em, name);
            em.createQuery("DELETE FROM AdministratorDomainRow d WHERE d.name = :name").setParameter("name", name).executeUpdate();
            em.remove(row);
            return null;
        });
    }

    /** Someone must be left who may do everything. */
    private static void anotherIsThere(EntityManager em, AdministratorRow row) throws DirectoryException {
        boolean other = em.createQuery("SELECT a FROM AdministratorRow a WHERE a.role = :role AND a.name <> :name", AdministratorRow.class)
                .setParameter("role", Role.SYSTEM).setParameter("name", row.name()).setMaxResults(MAX).getResultList().stream()
                .anyMatch(each -> each.administrator(Set.of()).areas().isEmpty());
        if (!other && row.role() == Role.SYSTEM) {
            throw new DirectoryException(Reason.IN_USE, row.name() + " is the last system administrator: add another one first");
        }
    }

    @Override
    public List<Administrator> list() {
        return database.read(em -> {
            Map<String, Set<String>> domains = new HashMap<>();
            em.createQuery("SELECT d FROM AdministratorDomainRow d", AdministratorDomainRow.class).getResultList()
                    .forEach(row -> domains.computeIfAbsent(row.name(), name -> new HashSet<>()).add(row.domain()));
            return em.createQuery("SELECT a FROM AdministratorRow a ORDER BY a.name", AdministratorRow.class).setMaxResults(MAX).getResultList()
                    .stream().map(row -> row.administrator(domains.getOrDefault(row.name(), Set.of()))).toList();
        });
    }

    @Override
    public Optional<Administrator> administrator(String name) {
        return database.read(em -> find(em, name));
    }

    static Optional<Administrator> find(EntityManager em, String name) {
        return Optional.ofNullable(em.find(AdministratorRow.class, name)).map(row -> administrator(em, row));
    }

    static Administrator administrator(EntityManager em, AdministratorRow row) {
        return row.administrator(row.role() != Role.DOMAIN ? Set.of()
                : Set.copyOf(em.createQuery("SELECT d.domain FROM AdministratorDomainRow d WHERE d.name = :name", String.class)
                        .setParameter("name", row.name()).getResultList()));
    }

    static AdministratorRow existing(EntityManager em, String name) throws DirectoryException {
        AdministratorRow row = em.find(AdministratorRow.class, name);
        if (row == null) {
            throw Checks.missing("there is no administrator " + name);
        }
        return row;
    }

    private String hash(char[] password) throws DirectoryException {
        try {
            Checks.password(password);
            return passwords.hash(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public Enrolment beginFactor(String name) throws DirectoryException {
        return factors.begin(name);
    }

    @Override
    public List<String> confirmFactor(String name, String code) throws DirectoryException {
        return factors.confirm(name, code);
    }

    @Override
    public void removeFactor(String name) throws DirectoryException {
        factors.remove(name);
    }

    @Override
    public boolean useCode(String name, String code) {
        return factors.use(name, code);
    }

    @Override
    public NewToken addToken(String administrator, Role role, Set<Area> areas, Duration life, String note) throws DirectoryException {
        return tokens.add(administrator, role, areas, life, note);
    }

    @Override
    public Optional<Bearer> bearer(String token) {
        return tokens.bearer(token);
    }

    @Override
    public List<Token> tokens(String administrator) {
        return tokens.list(administrator);
    }

    @Override
    public void deleteToken(String id) throws DirectoryException {
        tokens.delete(id);
    }

    @Override
    public int deleteTokens(String administrator) throws DirectoryException {
        return tokens.deleteOf(administrator);
    }
}
