package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.DomainRow;
import org.sheng.directory.internal.entity.PlanRow;
import org.sheng.directory.internal.entity.UserRow;
import org.sheng.mail.MailAddress;

/** {@link Directory} over the tables, with bounded caches before them. */
final class Lookups implements Directory {
    /** Aliases of aliases that {@link #maySendAs} follows. */
    private static final int MAX_DEPTH = 5;

    private final Database database;
    private final Supplier<DirectorySettings> settings;
    private final AtomicLong changes = new AtomicLong();
    private final LookupCache<String, Known> addresses;
    private final LookupCache<UUID, Optional<User>> users;
    private final LookupCache<String, Optional<DomainFacts>> domains;

    Lookups(Database database, Supplier<DirectorySettings> settings) {
        this.database = database;
        this.settings = settings;
        int most = settings.get().cacheEntries();
        addresses = new LookupCache<>(most, Known::weight);
        users = new LookupCache<>(most, user -> 1);
        domains = new LookupCache<>(most, domain -> 1);
    }

    @Override
    public boolean isLocal(String domain) {
        try {
            return domain(MailAddress.normaliseDomain(domain)).isPresent();
        } catch (IllegalArgumentException e) {
            return false; // not a name that a domain here could have
        }
    }

    @Override
    public Resolution resolve(MailAddress recipient) {
        Optional<DomainFacts> domain = domain(recipient.domain());
        if (domain.isEmpty()) {
            return new Resolution.NotLocal();
        }
        Optional<Resolution> found = resolution(recipient, "");
        if (found.isEmpty() && recipient.detail().isPresent()) {
            found = resolution(recipient.withoutDetail(), recipient.detail().get()); // RFC 5233 §4
        }
        return found.orElseGet(() -> catchAll(domain.get().domain(), recipient));
    }

    private Optional<Resolution> resolution(MailAddress address, String detail) {
        Known known = known(address);
        if (known instanceof Known.OfUser owner) {
            return user(owner.id()).map(user -> new Resolution.Mailbox(user, detail));
        }
        return known instanceof Known.Other other ? Optional.of(other.resolution()) : Optional.empty();
    }

    private static Resolution catchAll(Domain domain, MailAddress recipient) {
        if (domain.catchAll().isEmpty() || MailAddress.parse(domain.catchAll()).equals(recipient)) {
            return new Resolution.Unknown();
        }
        return new Resolution.CatchAll(MailAddress.parse(domain.catchAll()));
    }

    @Override
    public Optional<User> user(MailAddress address) {
        return known(address) instanceof Known.OfUser owner ? user(owner.id()) : Optional.empty();
    }

    @Override
    public Optional<User> user(UUID id) {
        return users.get(id, missing -> database.read(em -> Optional.ofNullable(em.find(UserRow.class, missing.toString()))
                .map(row -> user(em, row, Rows.addressesOfUser(em, missing.toString()).stream().map(AddressRow::address).toList()))));
    }

    @Override
    public Optional<Credentials> credentials(MailAddress login) {
        if (!(known(login) instanceof Known.OfUser owner)) {
            return Optional.empty();
        }
        return database.read(em -> Optional.ofNullable(em.find(UserRow.class, owner.id().toString())).map(UserRow::credentials));
    }

    @Override
    public void upgradeCredentials(UUID user, Credentials before, Credentials after) {
        try {
            database.write(em -> {
                UserRow row = em.find(UserRow.class, user.toString());
                if (row != null && row.credentials().equals(before)) {
                    row.set(after);
                }
                return null;
            });
        } catch (DirectoryException e) {
            throw new IllegalArgumentException("proofs that do not fit the directory: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean maySendAs(User user, MailAddress sender) {
        return leadsToAlone(user, sender, MAX_DEPTH) || sender.detail().isPresent() && leadsToAlone(user, sender.withoutDetail(), MAX_DEPTH);
    }

    private boolean leadsToAlone(User user, MailAddress address, int depth) {
        Known known = known(address);
        if (known instanceof Known.OfUser owner) {
            return owner.id().equals(user.id());
        }
        return known instanceof Known.Other other && depth > 0 && leadTo(user, other.targets(), depth - 1);
    }

    private boolean leadTo(User user, List<MailAddress> targets, int depth) {
        return !targets.isEmpty() && targets.stream().allMatch(target -> leadsToAlone(user, target, depth));
    }

    @Override
    public long changes() {
        return changes.get();
    }

    /** What an address is, as the database has it; also used to answer listings. */
    private Known known(MailAddress address) {
        return addresses.get(address.key(), key -> database.read(em -> Optional.ofNullable(em.find(AddressRow.class, key))
                .map(row -> known(em, row)).orElse(new Known.Nothing())));
    }

    private static Known known(EntityManager em, AddressRow row) {
        return switch (row.kind()) {
            case USER -> new Known.OfUser(UUID.fromString(row.userId()));
            case ALIAS -> new Known.Other(new Resolution.Alias(row.address(), Rows.targets(em, row.key())));
            case GROUP -> new Known.Other(new Resolution.GroupOf(Rows.group(em, row)));
        };
    }

    private Optional<DomainFacts> domain(String name) {
        return domains.get(name, missing -> database.read(em -> Optional.ofNullable(em.find(DomainRow.class, missing))
                .map(DomainRow::domain).map(domain -> new DomainFacts(domain, plan(em, domain.plan())))));
    }

    /** Users of one page, with what they inherit. */
    List<User> users(EntityManager em, List<UserRow> rows) {
        Map<String, List<MailAddress>> of = Rows.addressesOfUsers(em, rows.stream().map(row -> row.id().toString()).toList());
        return rows.stream().map(row -> user(em, row, of.getOrDefault(row.id().toString(), List.of()))).toList();
    }

    private User user(EntityManager em, UserRow row, List<MailAddress> of) {
        Optional<DomainFacts> domain = domain(row.domain());
        LimitSettings ofDomain = domain.map(facts -> facts.domain().limits()).orElse(LimitSettings.INHERIT);
        LimitSettings ofDomainsPlan = domain.map(DomainFacts::plan).orElse(LimitSettings.INHERIT);
        boolean active = row.active() && domain.map(facts -> facts.domain().active()).orElse(true);
        return new User(row.id(), of.get(0), of, row.name(), active, row.plan(), Inheritance.limits(
                List.of(row.limits(), plan(em, row.plan()), ofDomain, ofDomainsPlan, settings.get().limits())));
    }

    private static LimitSettings plan(EntityManager em, String name) {
        PlanRow plan = name.isEmpty() ? null : em.find(PlanRow.class, name);
        return plan == null ? LimitSettings.INHERIT : plan.plan().limits();
    }

    /** After a change was committed, before its call returns. */
    void forgetAddress(String key) {
        addresses.forget(key);
        changes.incrementAndGet();
    }

    void forgetUser(UUID id) {
        users.forget(id);
        changes.incrementAndGet();
    }

    /** After a change that others inherit from, and whenever the database was opened. */
    void forgetAll() {
        domains.forgetAll();
        users.forgetAll();
        addresses.forgetAll();
        changes.incrementAndGet();
    }

    private record DomainFacts(Domain domain, LimitSettings plan) { }

    /** What is known of an address. */
    private sealed interface Known {
        default int weight() {
            return 1;
        }

        record OfUser(UUID id) implements Known { }

        record Nothing() implements Known { }

        /** An alias or a group. */
        record Other(Resolution resolution) implements Known {
            List<MailAddress> targets() {
                if (resolution instanceof Resolution.Alias alias) {
                    return alias.targets();
                }
                return resolution instanceof Resolution.GroupOf of ? of.group().members() : List.of();
            }

            @Override
            public int weight() {
                return 1 + targets().size();
            }
        }
    }
}
