package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Bearer;
import org.sheng.directory.Administrators.NewToken;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.Administrators.Token;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.internal.entity.TokenRow;
import org.sheng.operation.Area;

/** Tokens of administrators: {@code sheng_}, the id, {@code _}, the secret. */
final class Tokens {
    private static final Pattern TEXT = Pattern.compile("sheng_([a-z0-9]{12})_([a-z0-9]{32})");
    private static final int ID_LENGTH = 12;
    private static final int SECRET_OCTETS = 20;
    private static final int MOST_OF_ONE = 1_000;
    private static final int MOST_LISTED = 10_000;
    private static final int MOST_NOTE = 200;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private final Database database;
    private final InstantSource clock;

    Tokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    NewToken add(String name, Role role, Set<Area> areas, Duration life, String note) throws DirectoryException {
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
            throw Checks.invalid("a token lives from 1 minute to 3,660 days, not " + life);
        }
        if (note.length() > MOST_NOTE) {
            throw Checks.invalid("a token's note has at most " + MOST_NOTE + " characters");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String secret = Secrets.text(SECRET_OCTETS);
        Token token = new Token(Secrets.text(10).substring(0, ID_LENGTH), name, role, Set.copyOf(areas), now, now.plus(life), note);
        database.write(em -> {
            Administrator of = JpaAdministrators.administrator(em, JpaAdministrators.existing(em, name));
            if (!of.role().covers(role) || !of.areas().isEmpty() && !of.areas().containsAll(areas)) {
                throw Checks.invalid("a token cannot reach further than " + name + " does: " + word(of.role())
                        + (of.areas().isEmpty() ? "" : ", in the areas " + of.areas()));
            }
            em.createQuery("DELETE FROM TokenRow t WHERE t.administrator = :name AND t.expires <= :now").setParameter("name", name)
                    .setParameter("now", now.toEpochMilli()).executeUpdate();
            long there = em.createQuery("SELECT COUNT(t) FROM TokenRow t WHERE t.administrator = :name", Long.class).setParameter("name", name)
                    .getSingleResult();
            if (there >= MOST_OF_ONE) {
                throw new DirectoryException(Reason.IN_USE, name + " has " + there + " tokens already: delete some first");
            }
            em.persist(new TokenRow(token, Secrets.hash(secret)));
            return null;
        });
        return new NewToken(token, "sheng_" + token.id() + "_" + secret);
    }

    Optional<Bearer> bearer(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String hash = Secrets.hash(parts.group(2));
        return database.read(em -> {
            TokenRow row = em.find(TokenRow.class, parts.group(1));
            if (row == null || !Secrets.same(row.hash(), hash) || !row.token().expires().isAfter(clock.instant())) {
                return Optional.empty();
            }
            return JpaAdministrators.find(em, row.token().administrator()).flatMap(of -> least(row.token(), of))
                    .map(as -> new Bearer(row.token(), as));
        });
    }

    /** What both may; empty where that is nothing. */
    static Optional<Administrator> least(Token token, Administrator of) {
        Role role = of.role().covers(token.role()) ? token.role() : of.role();
        if (!token.role().covers(role)) {
            return Optional.empty(); // was of domains and is not any more, or the other way round
        }
        Set<Area> areas = of.areas().isEmpty() ? token.areas() : of.areas();
        if (!of.areas().isEmpty() && !token.areas().isEmpty()) {
            areas = EnumSet.copyOf(of.areas());
            areas.retainAll(token.areas());
            if (areas.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Administrator(of.name(), role, areas, of.domains(), of.secondFactor()));
    }

    List<Token> list(String name) {
        String ofOne = name.isEmpty() ? "" : " AND t.administrator = :name";
        return database.read(em -> {
            var query = em.createQuery("SELECT t FROM TokenRow t WHERE t.expires > :now" + ofOne + " ORDER BY t.administrator, t.created, t.id", TokenRow.class)
                    .setParameter("now", clock.millis()).setMaxResults(MOST_LISTED);
            if (!name.isEmpty()) {
                query.setParameter("name", name);
            }
            return query.getResultList().stream().map(TokenRow::token).toList();
        });
    }

    void delete(String id) throws DirectoryException {
        database.write(em -> {
            TokenRow row = em.find(TokenRow.class, id);
            if (row == null) {
                throw Checks.missing("there is no token " + id);
            }
            em.remove(row);
            return null;
        });
    }

    int deleteOf(String name) throws DirectoryException {
        return database.write(em -> deleteOf(em, name));
    }

    static int deleteOf(EntityManager em, String name) {
        return em.createQuery("DELETE FROM TokenRow t WHERE t.administrator = :name").setParameter("name", name).executeUpdate();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
