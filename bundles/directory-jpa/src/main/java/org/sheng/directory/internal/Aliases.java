package org.sheng.directory.internal;

import java.util.List;
import org.sheng.directory.Alias;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.AddressRow.Kind;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.DirectoryChanged;
import org.sheng.mail.MailAddress;

/** Changes of aliases. */
final class Aliases {
    private static final int MAX_TARGETS = 1_000;

    private final Database database;
    private final Lookups lookups;
    private final Events events;

    Aliases(Database database, Lookups lookups, Events events) {
        this.database = database;
        this.lookups = lookups;
        this.events = events;
    }

    Alias put(Alias alias) throws DirectoryException {
        Checks.addresses(alias.targets(), "an alias", MAX_TARGETS);
        String key = alias.address().key();
        boolean added = database.write(em -> {
            Checks.domainExists(em, alias.address().domain());
            AddressRow row = em.find(AddressRow.class, key);
            if (row == null || row.kind() != Kind.ALIAS) {
                Checks.addressIsFree(em, alias.address());
                em.persist(new AddressRow(alias.address(), Kind.ALIAS, null, 0));
            } else {
                row.set(alias.address(), 0);
            }
            Rows.replaceTargets(em, key, alias.targets());
            return row == null;
        });
        changed(alias.address(), added ? "added" : "changed");
        return alias;
    }

    void delete(MailAddress address) throws DirectoryException {
        database.write(em -> {
            AddressRow row = Rows.address(em, address).filter(found -> found.kind() == Kind.ALIAS)
                    .orElseThrow(() -> Checks.missing("there is no alias " + address));
            Rows.replaceTargets(em, row.key(), List.of());
            em.remove(row);
            return null;
        });
        changed(address, "deleted");
    }

    List<Alias> page(String domain, String after, int limit) {
        return database.read(em -> Rows.page(em, Kind.ALIAS, domain, after, Checks.page(limit)).stream()
                .map(row -> Rows.alias(em, row)).toList());
    }

    private void changed(MailAddress address, String change) {
        lookups.forgetAddress(address.key());
        events.publish(new DirectoryChanged("alias", address.toString(), change));
    }
}
