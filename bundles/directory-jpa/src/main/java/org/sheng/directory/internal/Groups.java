package org.sheng.directory.internal;

import java.util.List;
import java.util.Optional;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.Group;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.AddressRow.Kind;
import org.sheng.directory.internal.entity.GroupRow;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.DirectoryChanged;
import org.sheng.mail.MailAddress;

/** Changes of groups. */
final class Groups {
    private static final int MAX_MEMBERS = 100_000;

    private final Database database;
    private final Lookups lookups;
    private final Events events;

    Groups(Database database, Lookups lookups, Events events) {
        this.database = database;
        this.lookups = lookups;
        this.events = events;
    }

    Group put(Group group) throws DirectoryException {
        if (!group.members().isEmpty()) {
            Checks.addresses(group.members(), "a group", MAX_MEMBERS);
        }
        Checks.name(group.name());
        String key = group.address().key();
        boolean added = database.write(em -> {
            Checks.domainExists(em, group.address().domain());
            AddressRow row = em.find(AddressRow.class, key);
            if (row == null || row.kind() != Kind.GROUP) {
                Checks.addressIsFree(em, group.address());
                em.persist(new AddressRow(group.address(), Kind.GROUP, null, 0));
                em.persist(new GroupRow(key, group.name(), group.writers()));
            } else {
                row.set(group.address(), 0);
                em.find(GroupRow.class, key).set(group.name(), group.writers());
            }
            Rows.replaceTargets(em, key, group.members());
            return row == null;
        });
        changed(group.address(), added ? "added" : "changed");
        return group;
    }

    void delete(MailAddress address) throws DirectoryException {
        database.write(em -> {
            AddressRow row = Rows.address(em, address).filter(found -> found.kind() == Kind.GROUP)
                    .orElseThrow(() -> Checks.missing("there is no group " + address));
            Rows.replaceTargets(em, row.key(), List.of());
            em.remove(em.find(GroupRow.class, row.key()));
            em.remove(row);
            return null;
        });
        changed(address, "deleted");
    }

    Optional<Group> group(MailAddress address) {
        return database.read(em -> Rows.address(em, address).filter(row -> row.kind() == Kind.GROUP).map(row -> Rows.group(em, row)));
    }

    List<Group> page(String domain, String after, int limit) {
        return database.read(em -> Rows.page(em, Kind.GROUP, domain, after, Checks.page(limit)).stream()
                .map(row -> Rows.group(em, row)).toList());
    }

    private void changed(MailAddress address, String change) {
        lookups.forgetAddress(address.key());
        events.publish(new DirectoryChanged("group", address.toString(), change));
    }
}
