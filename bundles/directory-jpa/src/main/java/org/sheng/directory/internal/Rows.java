package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sheng.directory.Alias;
import org.sheng.directory.Group;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.GroupRow;
import org.sheng.directory.internal.entity.TargetRow;
import org.sheng.mail.MailAddress;

/** Queries that several parts need. */
final class Rows {
    /** Values in one IN list. */
    private static final int CHUNK = 500;

    private Rows() { }

    static Optional<AddressRow> address(EntityManager em, MailAddress address) {
        return Optional.ofNullable(em.find(AddressRow.class, address.key()));
    }

    static List<AddressRow> addressesOfUser(EntityManager em, String userId) {
        return em.createQuery("SELECT a FROM AddressRow a WHERE a.userId = :id ORDER BY a.place", AddressRow.class)
                .setParameter("id", userId).getResultList();
    }

    static Map<String, List<MailAddress>> addressesOfUsers(EntityManager em, List<String> userIds) {
        Map<String, List<MailAddress>> found = new HashMap<>();
        for (List<String> ids : chunks(userIds)) {
            em.createQuery("SELECT a FROM AddressRow a WHERE a.userId IN :ids ORDER BY a.place", AddressRow.class)
                    .setParameter("ids", ids).getResultList()
                    .forEach(row -> found.computeIfAbsent(row.userId(), id -> new ArrayList<>()).add(row.address()));
        }
        return found;
    }

    static Map<String, AddressRow> addresses(EntityManager em, Collection<String> keys) {
        Map<String, AddressRow> found = new HashMap<>();
        for (List<String> some : chunks(List.copyOf(keys))) {
            em.createQuery("SELECT a FROM AddressRow a WHERE a.key IN :keys", AddressRow.class)
                    .setParameter("keys", some).getResultList().forEach(row -> found.put(row.key(), row));
        }
        return found;
    }

    static List<MailAddress> targets(EntityManager em, String key) {
        return em.createQuery("SELECT t FROM TargetRow t WHERE t.key = :key ORDER BY t.place", TargetRow.class)
                .setParameter("key", key).getResultList().stream().map(TargetRow::target).toList();
    }

    static void replaceTargets(EntityManager em, String key, List<MailAddress> targets) {
        em.createQuery("DELETE FROM TargetRow t WHERE t.key = :key").setParameter("key", key).executeUpdate();
        int place = 0;
        for (MailAddress target : targets) {
            em.persist(new TargetRow(key, place++, target));
        }
    }

    static Alias alias(EntityManager em, AddressRow row) {
        return new Alias(row.address(), targets(em, row.key()));
    }

    static Group group(EntityManager em, AddressRow row) {
        GroupRow group = em.find(GroupRow.class, row.key());
        return new Group(row.address(), group.name(), group.writers(), targets(em, row.key()));
    }

    /** A page of addresses of one kind, in order of key. */
    static List<AddressRow> page(EntityManager em, AddressRow.Kind kind, String domain, String after, int limit) {
        String inDomain = domain.isEmpty() ? "" : " AND a.domain = :domain";
        var query = em.createQuery("SELECT a FROM AddressRow a WHERE a.kind = :kind AND a.key > :after" + inDomain + " ORDER BY a.key",
                AddressRow.class).setParameter("kind", kind).setParameter("after", keyOf(after)).setMaxResults(limit);
        if (!domain.isEmpty()) {
            query.setParameter("domain", MailAddress.normaliseDomain(domain));
        }
        return query.getResultList();
    }

    /** The key behind which a page begins. */
    static String keyOf(String after) {
        return MailAddress.tryParse(after).map(MailAddress::key).orElse(after);
    }

    static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int at = 0; at < all.size(); at += CHUNK) {
            chunks.add(all.subList(at, Math.min(all.size(), at + CHUNK)));
        }
        return chunks;
    }
}
