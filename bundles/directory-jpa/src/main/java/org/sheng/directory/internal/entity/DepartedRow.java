package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.sheng.directory.DepartedUsers.Departed;

/** A user that was deleted and whose mail may still be in the store. */
@Entity
@Table(name = "SHENG_DEPARTED_USERS")
public class DepartedRow extends CheckedRow {
    @Id
    @Column(name = "USER_ID", length = 36)
    private String id;
    @Column(name = "MAIN_KEY", length = 400, nullable = false)
    private String name;

    protected DepartedRow() { }

    public DepartedRow(UserRow user) {
        id = user.id().toString();
        name = user.mainKey();
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {id, name};
    }

    @Override
    protected String title() {
        return "deleted user " + name;
    }

    public Departed departed() {
        return new Departed(UUID.fromString(id), name);
    }
}
