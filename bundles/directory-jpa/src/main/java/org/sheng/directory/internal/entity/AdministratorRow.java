package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Role;
import org.sheng.operation.Area;

/** An administrator of the node; domains are {@link AdministratorDomainRow}s. Columns that came later take NULL: tables made before get them so. */
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
    /** {@link Areas}. */
    @Column(name = "AREAS", length = 256)
    private String areas;
    /** Sealed; NULL where no codes are asked for. */
    @Column(name = "FACTOR_SECRET", length = 256)
    private String factor;
    /** Sealed, not confirmed yet. */
    @Column(name = "FACTOR_BEGUN", length = 256)
    private String begunFactor;
    /** RFC 6238 §5.2: the time step of the last code that was used, so that none is good twice. */
    @Column(name = "FACTOR_STEP")
    private Long factorStep;
    /** SHA-256 in hexadecimal of each recovery code that is left, with blanks between. */
    @Column(name = "RECOVERY_HASHES", length = 1024)
    private String recovery;

    protected AdministratorRow() { }

    /** To be {@link #set} before it is kept. */
    public AdministratorRow(String name, String hash) {
        this.name = name;
        this.hash = hash;
    }

    @Override
    protected Object[] content() {
        boolean plain = areas == null && factor == null && begunFactor == null && factorStep == null && recovery == null;
        // rows of before there were the others have the checksum of these three
        return plain ? new Object[] {name, role, hash}
                : new Object[] {name, role, hash, areas, factor, begunFactor, factorStep, recovery};
    }

    @Override
    protected String title() {
        return "administrator " + name;
    }

    public void set(Role newRole, Set<Area> newAreas) {
        role = newRole;
        areas = Areas.text(newAreas);
        seal();
    }

    public void setHash(String newHash) {
        hash = newHash;
        seal();
    }

    public void beginFactor(String sealed) {
        begunFactor = sealed;
        seal();
    }

    /** @param step of the code that confirmed it */
    public void confirmFactor(long step, String recoveryHashes) {
        factor = begunFactor;
        begunFactor = null;
        factorStep = step;
        recovery = recoveryHashes;
        seal();
    }

    public void removeFactor() {
        factor = null;
        begunFactor = null;
        factorStep = null;
        recovery = null;
        seal();
    }

    public void useStep(long step) {
        factorStep = step;
        seal();
    }

    public void setRecovery(String hashes) {
        recovery = hashes;
        seal();
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public String hash() {
        return hash;
    }

    /** Null where there is none. */
    public String factor() {
        return factor;
    }

    /** Null where there is none. */
    public String begunFactor() {
        return begunFactor;
    }

    /** -1 where none was used. */
    public long factorStep() {
        return factorStep == null ? -1 : factorStep;
    }

    public String recovery() {
        return recovery == null ? "" : recovery;
    }

    public Administrator administrator(Set<String> domains) {
        return new Administrator(name, role, Areas.of(areas), domains, factor != null);
    }
}
