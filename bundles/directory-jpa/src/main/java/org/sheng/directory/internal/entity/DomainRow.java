package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;

/** A domain. */
@Entity
@Table(name = "SHENG_DOMAINS", indexes = @Index(name = "SHENG_DOMAINS_OF_PLAN", columnList = "PLAN_NAME"))
public class DomainRow extends CheckedRow {
    @Id
    @Column(name = "DOMAIN_NAME", length = 255)
    private String name;
    @Column(name = "ACTIVE", nullable = false)
    private boolean active;
    @Column(name = "PLAN_NAME", length = 64)
    private String plan;
    @Column(name = "CATCH_ALL", length = 400)
    private String catchAll;
    @Embedded
    private LimitColumns limits;
    @Column(name = "USER_COUNT", nullable = false)
    private long users;

    protected DomainRow() { }

    public DomainRow(Domain domain) {
        name = domain.name();
        set(domain);
    }

    /** Everything but name and count. */
    public final void set(Domain domain) {
        active = domain.active();
        plan = domain.plan();
        catchAll = domain.catchAll();
        limits = new LimitColumns(domain.limits());
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {name, active, plan, catchAll, limits == null ? null : limits.content(), users};
    }

    @Override
    protected String title() {
        return "domain " + name;
    }

    public void count(long more) {
        users += more;
        seal();
    }

    public Domain domain() {
        return new Domain(name, active, plan == null ? "" : plan, catchAll == null ? "" : catchAll,
                limits == null ? LimitSettings.INHERIT : limits.settings(), users);
    }
}
