package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.sheng.directory.Group.Writers;

/** A group. Its address is an {@link AddressRow}, its members are {@link TargetRow}s. */
@Entity
@Table(name = "SHENG_GROUPS")
public class GroupRow extends CheckedRow {
    @Id
    @Column(name = "ADDRESS_KEY", length = 400)
    private String key;
    @Column(name = "FULL_NAME", length = 256)
    private String name;
    @Enumerated(EnumType.STRING)
    @Column(name = "WRITERS", length = 16, nullable = false)
    private Writers writers;

    protected GroupRow() { }

    public GroupRow(String key, String name, Writers writers) {
        this.key = key;
        set(name, writers);
    }

    public final void set(String newName, Writers newWriters) {
        name = newName;
        writers = newWriters;
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {key, name, writers};
    }

    @Override
    protected String title() {
        return "group " + key;
    }

    public String name() {
        return name == null ? "" : name;
    }

    public Writers writers() {
        return writers;
    }
}
