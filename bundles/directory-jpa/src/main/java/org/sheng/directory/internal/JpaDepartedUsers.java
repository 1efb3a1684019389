package org.sheng.directory.internal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.directory.DepartedUsers;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.internal.entity.DepartedRow;

/** {@link DepartedUsers} in a table of their own. */
final class JpaDepartedUsers implements DepartedUsers {
    private final Database database;

    JpaDepartedUsers(Database database) {
        this.database = database;
    }

    @Override
    public List<Departed> departed(Optional<UUID> after, int limit) {
        return database.read(em -> em.createQuery("SELECT d FROM DepartedRow d WHERE d.id > :after ORDER BY d.id",
                DepartedRow.class)
                .setParameter("after", after.map(UUID::toString).orElse("")).setMaxResults(Checks.page(limit))
                        .getResultList().stream()
                .map(DepartedRow::departed).toList());
    }

    @Override
    public void mailIsGone(UUID id) {
        try {
            database.write(em -> {
                Optional.ofNullable(em.find(DepartedRow.class, id.toString())).ifPresent(em::remove);
                return null;
            });
        } catch (DirectoryException e) {
            throw new IllegalStateException("a row that is only deleted was refused", e);
        }
    }
}
