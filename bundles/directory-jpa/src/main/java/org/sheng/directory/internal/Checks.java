package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.internal.entity.DomainRow;
import org.sheng.directory.internal.entity.PlanRow;
import org.sheng.mail.MailAddress;

/** The rules that values of the directory obey. */
final class Checks {
    private static final Pattern PLAN = Pattern.compile("[a-z0-9-]{1,64}");
    // RFC 1035 §2.3.1 and RFC 1123 §2.1, with the underscore that some hosts use
    private static final Pattern DOMAIN = Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MAX_NAME = 256;
    private static final int MAX_ADDRESSES = 100;
    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 256;

    private Checks() { }

    static DirectoryException invalid(String message) {
        return new DirectoryException(Reason.INVALID, message);
    }

    static DirectoryException missing(String message) {
        return new DirectoryException(Reason.MISSING, message);
    }

    static String domainName(String name) throws DirectoryException {
        String normal;
        try {
            normal = MailAddress.normaliseDomain(name);
        } catch (IllegalArgumentException e) {
            throw invalid("not a domain name: " + name + " (" + e.getMessage() + ")");
        }
        if (!DOMAIN.matcher(normal).matches()) {
            throw invalid("not a domain name: " + name + ": labels of letters, digits and hyphens, with dots between them, are expected");
        }
        return normal;
    }

    static String planName(String name) throws DirectoryException {
        if (!PLAN.matcher(name).matches()) {
            throw invalid("not a plan name: " + name + ": 1 to 64 of a-z, 0-9 and - are expected");
        }
        return name;
    }

    static void password(char[] password) throws DirectoryException {
        if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
            throw invalid("a password has 8 to 256 characters, this one has " + password.length);
        }
    }

    static void name(String name) throws DirectoryException {
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("a name has at most 256 characters and no control characters");
        }
    }

    static void limits(LimitSettings limits) throws DirectoryException {
        boolean negative = List.of(limits.quotaBytes(), limits.quotaMessages(), limits.maxMessageBytes()).stream()
                .filter(OptionalLong::isPresent).anyMatch(value -> value.getAsLong() < 0)
                || List.of(limits.maxRecipients(), limits.messagesPerHour()).stream()
                .filter(OptionalInt::isPresent).anyMatch(value -> value.getAsInt() < 0);
        if (negative) {
            throw invalid("a limit is 0 (none) or more");
        }
    }

    static void addresses(List<MailAddress> addresses, String what, int most) throws DirectoryException {
        if (addresses.isEmpty() || addresses.size() > most) {
            throw invalid(what + ": 1 to " + most + " addresses are expected, not " + addresses.size());
        }
        Set<MailAddress> seen = new HashSet<>();
        for (MailAddress address : addresses) {
            if (!seen.add(address)) {
                throw invalid(what + " has " + address + " twice");
            }
        }
    }

    static void user(EntityManager em, UserSettings settings) throws DirectoryException {
        addresses(settings.addresses(), "a user", MAX_ADDRESSES);
        name(settings.name());
        limits(settings.limits());
        planExists(em, settings.plan());
        for (MailAddress address : settings.addresses()) {
            domainExists(em, address.domain());
        }
    }

    static DomainRow domainExists(EntityManager em, String domain) throws DirectoryException {
        DomainRow row = em.find(DomainRow.class, domain);
        if (row == null) {
            throw missing("the domain " + domain + " is not one of this node: add it first");
        }
        return row;
    }

    static void planExists(EntityManager em, String plan) throws DirectoryException {
        if (!plan.isEmpty() && em.find(PlanRow.class, plan) == null) {
            throw missing("there is no plan " + plan + ": add it first, or name none");
        }
    }

    static void addressIsFree(EntityManager em, MailAddress address) throws DirectoryException {
        var taken = Rows.address(em, address);
        if (taken.isPresent()) {
            throw new DirectoryException(Reason.EXISTS, address + " is taken already, by " + switch (taken.get().kind()) {
                case USER -> "a user";
                case ALIAS -> "an alias";
                case GROUP -> "a group";
            } + ": choose another address, or delete that one first");
        }
    }

    static int page(int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("a page has 1 to 10,000 entries, not " + limit);
        }
        return limit;
    }
}
