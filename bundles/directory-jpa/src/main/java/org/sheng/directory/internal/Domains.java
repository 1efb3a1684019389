package org.sheng.directory.internal;

import java.util.List;
import java.util.Optional;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.Domain;
import org.sheng.directory.internal.entity.DomainRow;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.DirectoryChanged;
import org.sheng.mail.MailAddress;

/** Changes of domains. */
final class Domains {
    private final Database database;
    private final Lookups lookups;
    private final Events events;

    Domains(Database database, Lookups lookups, Events events) {
        this.database = database;
        this.lookups = lookups;
        this.events = events;
    }

    Domain add(Domain domain) throws DirectoryException {
        Domain checked = checked(domain);
        database.write(em -> {
            Checks.planExists(em, checked.plan());
            if (em.find(DomainRow.class, checked.name()) != null) {
                throw new DirectoryException(Reason.EXISTS, "the domain " + checked.name() + " is there already");
            }
            em.persist(new DomainRow(checked));
            return null;
        });
        changed(checked.name(), "added");
        return domain(checked.name()).orElse(checked);
    }

    Domain change(Domain domain) throws DirectoryException {
        Domain checked = checked(domain);
        database.write(em -> {
            Checks.planExists(em, checked.plan());
            Checks.domainExists(em, checked.name()).set(checked);
            return null;
        });
        changed(checked.name(), "changed");
        return domain(checked.name()).orElse(checked);
    }

    void delete(String name) throws DirectoryException {
        String normal = Checks.domainName(name);
        database.write(em -> {
            DomainRow row = Checks.domainExists(em, normal);
            boolean used = !em.createQuery("SELECT a.key FROM AddressRow a WHERE a.domain = :domain", String.class)
                    .setParameter("domain", normal).setMaxResults(1).getResultList().isEmpty();
            if (used) {
                throw new DirectoryException(Reason.IN_USE, "the domain " + normal + " still has users, aliases or groups: delete them first");
            }
            // who administers a domain does not get one that somebody else makes later under the same name
            em.createQuery("DELETE FROM AdministratorDomainRow d WHERE d.domain = :domain").setParameter("domain", normal).executeUpdate();
            em.remove(row);
            return null;
        });
        changed(normal, "deleted");
    }

    Optional<Domain> domain(String name) {
        return MailAddress.tryParse("x@" + name).flatMap(address ->
                database.read(em -> Optional.ofNullable(em.find(DomainRow.class, address.domain())).map(DomainRow::domain)));
    }

    List<Domain> page(String after, int limit) {
        return database.read(em -> em.createQuery("SELECT d FROM DomainRow d WHERE d.name > :after ORDER BY d.name", DomainRow.class)
                .setParameter("after", after).setMaxResults(Checks.page(limit)).getResultList().stream().map(DomainRow::domain).toList());
    }

    private static Domain checked(Domain domain) throws DirectoryException {
        String name = Checks.domainName(domain.name());
        Checks.limits(domain.limits());
        if (!domain.catchAll().isEmpty() && MailAddress.tryParse(domain.catchAll()).isEmpty()) {
            throw Checks.invalid("the catch-all is not an address: " + domain.catchAll());
        }
        return new Domain(name, domain.active(), domain.plan(), domain.catchAll(), domain.limits(), 0);
    }

    private void changed(String name, String change) {
        lookups.forgetAll();
        events.publish(new DirectoryChanged("domain", name, change));
    }
}
