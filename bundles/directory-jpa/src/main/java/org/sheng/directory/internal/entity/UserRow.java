package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.util.UUID;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.LimitSettings;

/** A user. Addresses are {@link AddressRow}s. */
@Entity
@Table(name = "SHENG_USERS", indexes = {
    @Index(name = "SHENG_USERS_OF_DOMAIN", columnList = "DOMAIN_NAME, MAIN_KEY"),
    @Index(name = "SHENG_USERS_BY_MAIN", columnList = "MAIN_KEY", unique = true),
    @Index(name = "SHENG_USERS_OF_PLAN", columnList = "PLAN_NAME")})
public class UserRow extends CheckedRow {
    @Id
    @Column(name = "USER_ID", length = 36)
    private String id;
    @Column(name = "DOMAIN_NAME", length = 255, nullable = false)
    private String domain;
    @Column(name = "MAIN_KEY", length = 400, nullable = false)
    private String mainKey;
    @Column(name = "FULL_NAME", length = 256)
    private String name;
    @Column(name = "ACTIVE", nullable = false)
    private boolean active;
    @Column(name = "PLAN_NAME", length = 64)
    private String plan;
    @Embedded
    private LimitColumns limits;
    @Column(name = "PASSWORD_HASH", length = 512)
    private String hash;
    @Column(name = "SCRAM_KEYS", length = 512)
    private String scram;

    protected UserRow() { }

    public UserRow(UUID id, String domain, String mainKey) {
        this.id = id.toString();
        this.domain = domain;
        this.mainKey = mainKey;
        this.active = true;
        set("", true, "", LimitSettings.INHERIT);
    }

    public final void set(String newName, boolean newActive, String newPlan, LimitSettings newLimits) {
        name = newName;
        active = newActive;
        plan = newPlan;
        limits = new LimitColumns(newLimits);
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {id, domain, mainKey, name, active, plan, limits == null ? null : limits.content(), hash,
                scram};
    }

    @Override
    protected String title() {
        return "user " + mainKey;
    }

    public void setMain(String newDomain, String newMainKey) {
        domain = newDomain;
        mainKey = newMainKey;
        seal();
    }

    public void set(Credentials credentials) {
        hash = credentials.hash();
        scram = credentials.scram();
        seal();
    }

    public Credentials credentials() {
        return new Credentials(id(), text(hash), text(scram));
    }

    public UUID id() {
        return UUID.fromString(id);
    }

    public String domain() {
        return domain;
    }

    public String mainKey() {
        return mainKey;
    }

    public String name() {
        return text(name);
    }

    public boolean active() {
        return active;
    }

    public String plan() {
        return text(plan);
    }

    public LimitSettings limits() {
        return limits == null ? LimitSettings.INHERIT : limits.settings();
    }

    /** Some databases keep an empty text as NULL. */
    private static String text(String value) {
        return value == null ? "" : value;
    }
}
