package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sheng.auth.Passwords;
import org.sheng.directory.Administrators.Enrolment;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.internal.entity.AdministratorRow;

/** The second factor of administrators: one-time codes and recovery codes. The secret is sealed, bound to whose it is. */
final class Factors {
    private static final int SECRET_OCTETS = 20; // RFC 4226 §4: 160 bits are recommended
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_OCTETS = 10; // 80 bits: a hash alone keeps them
    private static final int MOST_TYPED = 64;

    private final Database database;
    private final Passwords passwords;
    private final InstantSource clock;

    Factors(Database database, Passwords passwords, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    Enrolment begin(String name) throws DirectoryException {
        byte[] secret = Secrets.octets(SECRET_OCTETS);
        database.write(em -> {
            JpaAdministrators.existing(em, name).beginFactor(passwords.seal(purpose(name), secret));
            return null;
        });
        String text = Totp.base32(secret);
        String label = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return new Enrolment(text, "otpauth://totp/Sheng:" + label + "?secret=" + text + "&issuer=Sheng");
    }

    List<String> confirm(String name, String code) throws DirectoryException {
        List<String> codes = Stream.generate(() -> Secrets.text(RECOVERY_OCTETS).replaceAll("(.{4})(?=.)", "$1-")).limit(RECOVERY_CODES).toList();
        String hashes = codes.stream().map(Factors::plain).map(Secrets::hash).collect(Collectors.joining(" "));
        database.write(em -> {
            AdministratorRow row = JpaAdministrators.existing(em, name);
            if (row.begunFactor() == null) {
                throw Checks.missing("no second factor was begun for " + name + ": begin one, and confirm it with a code");
            }
            OptionalLong step = Totp.find(secret(name, row.begunFactor()), plain(code), clock.instant(), -1);
            if (step.isEmpty()) {
                throw Checks.invalid("that is not the code of the new secret now: see that the clocks of node and authenticator are right, and try the next one");
            }
            row.confirmFactor(step.getAsLong(), hashes);
            return null;
        });
        return codes;
    }

    void remove(String name) throws DirectoryException {
        database.write(em -> {
            JpaAdministrators.existing(em, name).removeFactor();
            return null;
        });
    }

    boolean use(String name, String code) {
        String typed = plain(code);
        // nothing is written for who guesses
        if (!database.read(em -> use(em, name, typed, false))) {
            return false;
        }
        try {
            return database.write(em -> use(em, name, typed, true));
        } catch (DirectoryException e) {
            throw new DirectoryUnavailable("the code could not be used up: " + e.getMessage(), e);
        }
    }

    private boolean use(EntityManager em, String name, String typed, boolean up) {
        AdministratorRow row = em.find(AdministratorRow.class, name);
        if (row == null || row.factor() == null) {
            return false;
        }
        OptionalLong step = Totp.find(secret(name, row.factor()), typed, clock.instant(), row.factorStep());
        if (step.isPresent()) {
            if (up) {
                row.useStep(step.getAsLong());
            }
            return true;
        }
        String hash = Secrets.hash(typed);
        List<String> left = Arrays.stream(row.recovery().split(" ")).filter(each -> !Secrets.same(each, hash)).toList();
        boolean found = left.size() < row.recovery().split(" ").length;
        if (found && up) {
            row.setRecovery(String.join(" ", left));
        }
        return found;
    }

    private byte[] secret(String name, String sealed) {
        Optional<byte[]> secret = passwords.unseal(purpose(name), sealed);
        return secret.orElseThrow(() -> new DirectoryUnavailable("the second factor of " + name + " was sealed with another key: put the file"
                + " passwords/seal.key of the data folder back from a backup, or remove the factor", null));
    }

    private static String purpose(String name) {
        return "second factor of administrator " + name;
    }

    /** As it is compared, however it was typed. */
    private static String plain(String code) {
        return (code.length() > MOST_TYPED ? code.substring(0, MOST_TYPED) : code).replaceAll("[ -]", "").toLowerCase(Locale.ROOT);
    }
}
