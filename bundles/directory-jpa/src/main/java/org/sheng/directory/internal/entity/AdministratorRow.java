package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Role;

/** An administrator of the node. */
@Entity
@Table(name = "SHENG_ADMINISTRATORS")
public class AdministratorRow extends CheckedRow {
    @Id
    @Column(name = "ADMIN_NAME", length = 64)
    private String name;
    @Enumerated(EnumType.STRING)
    @Column(name = "ROLE_NAME", length = 16, nullable = false)
    private Role role;
    @Column(name = "PASSWORD_HASH", length = 512, nullable = false)
    private String hash;

    protected AdministratorRow() { }

    public AdministratorRow(String name, Role role, String hash) {
        this.name = name;
        this.role = role;
        this.hash = hash;
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {name, role, hash};
    }

    @Override
    protected String title() {
        return "administrator " + name;
    }

    public void setHash(String newHash) {
        hash = newHash;
        seal();
    }

    public String hash() {
        return hash;
    }

    public Administrator administrator() {
        return new Administrator(name, role);
    }
}
