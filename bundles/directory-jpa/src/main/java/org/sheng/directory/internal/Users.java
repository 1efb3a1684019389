package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sheng.auth.Passwords;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.User;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.AddressRow.Kind;
import org.sheng.directory.internal.entity.DepartedRow;
import org.sheng.directory.internal.entity.UserRow;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.DirectoryChanged;
import org.sheng.mail.MailAddress;

/** Changes of users. */
final class Users {
    private final Database database;
    private final Lookups lookups;
    private final Passwords passwords;
    private final Events events;

    Users(Database database, Lookups lookups, Passwords passwords, Events events) {
        this.database = database;
        this.lookups = lookups;
        this.passwords = passwords;
        this.events = events;
    }

    User add(UserSettings settings, char[] password) throws DirectoryException {
        UUID id = UUID.randomUUID();
        Credentials credentials = proofs(id, password);
        database.write(em -> {
            Checks.user(em, settings);
            MailAddress main = settings.addresses().get(0);
            UserRow row = new UserRow(id, main.domain(), main.key());
            row.set(settings.name(), settings.active(), settings.plan(), settings.limits());
            row.set(credentials);
            em.persist(row);
            for (int place = 0; place < settings.addresses().size(); place++) {
                Checks.addressIsFree(em, settings.addresses().get(place));
                em.persist(new AddressRow(settings.addresses().get(place), Kind.USER, id.toString(), place));
            }
            Checks.domainExists(em, main.domain()).count(1);
            return null;
        });
        changed(id, settings.addresses(), "added");
        return lookups.user(id).orElseThrow();
    }

    User change(MailAddress address, UserSettings settings) throws DirectoryException {
        List<MailAddress> touched = new ArrayList<>(settings.addresses());
        UUID id = database.write(em -> {
            UserRow row = row(em, address);
            Checks.user(em, settings);
            row.set(settings.name(), settings.active(), settings.plan(), settings.limits());
            touched.addAll(readdress(em, row, settings.addresses()));
            return row.id();
        });
        changed(id, touched, "changed");
        return lookups.user(id).orElseThrow();
    }

    /** Gives the user these addresses; returns the ones before. */
    private static List<MailAddress> readdress(EntityManager em, UserRow row, List<MailAddress> addresses) throws DirectoryException {
        Map<String, AddressRow> before = new HashMap<>();
        Rows.addressesOfUser(em, row.id().toString()).forEach(old -> before.put(old.key(), old));
        List<MailAddress> touched = before.values().stream().map(AddressRow::address).toList();
        for (int place = 0; place < addresses.size(); place++) {
            MailAddress address = addresses.get(place);
            AddressRow kept = before.remove(address.key());
            if (kept == null) {
                Checks.addressIsFree(em, address);
                em.persist(new AddressRow(address, Kind.USER, row.id().toString(), place));
            } else {
                kept.set(address, place);
            }
        }
        before.values().forEach(em::remove);
        MailAddress main = addresses.get(0);
        if (!row.domain().equals(main.domain())) {
            Checks.domainExists(em, row.domain()).count(-1);
            Checks.domainExists(em, main.domain()).count(1);
        }
        row.setMain(main.domain(), main.key());
        return touched;
    }

    void changePassword(MailAddress address, char[] password) throws DirectoryException {
        UUID id = lookups.user(address).map(User::id).orElse(new UUID(0, 0));
        Credentials credentials = proofs(id, password);
        database.write(em -> {
            UserRow row = row(em, address);
            if (!row.id().equals(id)) {
                throw Checks.missing(address + " became another user at this moment: look and try again");
            }
            row.set(credentials);
            return null;
        });
        changed(id, List.of(address), "changed");
    }

    void delete(MailAddress address) throws DirectoryException {
        List<MailAddress> touched = new ArrayList<>();
        UUID id = database.write(em -> {
            UserRow row = row(em, address);
            for (AddressRow old : Rows.addressesOfUser(em, row.id().toString())) {
                touched.add(old.address());
                em.remove(old);
            }
            Checks.domainExists(em, row.domain()).count(-1);
            em.persist(new DepartedRow(row));
            em.remove(row);
            return row.id();
        });
        changed(id, touched, "deleted");
    }

    Optional<UserSettings> settings(MailAddress address) {
        return database.read(em -> Rows.address(em, address).filter(found -> found.kind() == Kind.USER).map(found -> {
            UserRow row = em.find(UserRow.class, found.userId());
            List<MailAddress> addresses = Rows.addressesOfUser(em, found.userId()).stream().map(AddressRow::address).toList();
            return new UserSettings(addresses, row.name(), row.active(), row.plan(), row.limits());
        }));
    }

    List<User> page(String domain, String after, int limit) {
        return database.read(em -> lookups.users(em, rows(em, domain, after, Checks.page(limit))));
    }

    static List<UserRow> rows(EntityManager em, String domain, String after, int limit) {
        String inDomain = domain.isEmpty() ? "" : " AND u.domain = :domain";
        var query = em.createQuery("SELECT u FROM UserRow u WHERE u.mainKey > :after" + inDomain + " ORDER BY u.mainKey", UserRow.class)
                .setParameter("after", Rows.keyOf(after)).setMaxResults(limit);
        if (!domain.isEmpty()) {
            query.setParameter("domain", MailAddress.normaliseDomain(domain));
        }
        return query.getResultList();
    }

    private static UserRow row(EntityManager em, MailAddress address) throws DirectoryException {
        AddressRow found = Rows.address(em, address).filter(row -> row.kind() == Kind.USER)
                .orElseThrow(() -> Checks.missing("there is no user " + address));
        return em.find(UserRow.class, found.userId());
    }

    private Credentials proofs(UUID id, char[] password) throws DirectoryException {
        try {
            Checks.password(password);
            return passwords.make(id, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void changed(UUID id, List<MailAddress> addresses, String change) {
        addresses.forEach(address -> lookups.forgetAddress(address.key()));
        lookups.forgetUser(id);
        events.publish(new DirectoryChanged("user", addresses.get(0).toString(), change, Optional.of(id)));
    }
}
