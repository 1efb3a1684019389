package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sheng.directory.internal.entity.CheckedRow;

/** Looks at every row and index: what is not as it was written. */
final class RowCheck {
    /** So much is told. */
    static final int MOST = 100;
    private static final int PAGE = 1_000;
    /** Rows, and by what they are ordered. Those of one alias or group are read together. */
    private static final Map<String, String> ENTITIES = Map.of("AddressRow", "key", "AdministratorRow", "name",
            "DepartedRow", "id", "DomainRow", "name", "GroupRow", "key", "PlanRow", "name", "TargetRow", "key",
            "UserRow", "id");

    private RowCheck() { }

    /** Rows whose checksum is wrong, with their titles. */
    static List<String> rows(Database database) {
        List<String> damaged = new ArrayList<>();
        ENTITIES.forEach((entity, key) -> {
            String after = "";
            Set<String> seen = new HashSet<>();
            while (damaged.size() < MOST) {
                String from = after;
                List<String> keys = database.read(em -> keys(em, entity, key, from));
                if (keys.isEmpty()) {
                    return;
                }
                String last = keys.get(keys.size() - 1);
                damaged.addAll(CheckedRow.damagedIn(() -> database.read(em -> load(em, entity, key, from, last))));
                if (!seen.add(last)) { // a damaged index can lead in a circle
                    damaged.add("the order of " + entity);
                    return;
                }
                after = last;
            }
        });
        return damaged.subList(0, Math.min(damaged.size(), MOST));
    }

    private static List<String> keys(EntityManager em, String entity, String key, String after) {
        String query = "SELECT DISTINCT r.%2$s FROM %1$s r WHERE r.%2$s > :after ORDER BY r.%2$s".formatted(entity,
                key);
        return em.createQuery(query, String.class).setParameter("after", after).setMaxResults(PAGE).getResultList();
    }

    private static int load(EntityManager em, String entity, String key, String after, String last) {
        String query = "SELECT r FROM %1$s r WHERE r.%2$s > :after AND r.%2$s <= :last".formatted(entity, key);
        return em.createQuery(query).setParameter("after", after).setParameter("last", last).getResultList().size();
    }

    /** Indexes of the node's own database that do not have all rows. Nobody writes meanwhile. */
    static List<String> indexes(Connection connection) throws SQLException {
        List<String> damaged = new ArrayList<>();
        Map<String, String> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PERFORM CHECK ALL TABLE INDEX")) {
            while (found.next()) {
                String table = found.getString("TABLE_NAME");
                String index = found.getString("INDEX_NAME");
                String info = found.getString("INFO").strip();
                if (index == null || index.isEmpty()) {
                    rows.put(table, info);
                } else if (!info.equals("readable " + rows.get(table))) {
                    damaged.add("index " + index + " of " + table + " (" + info + ", the table has " + rows.get(table)
                            + ")");
                }
            }
        }
        return damaged;
    }
}
