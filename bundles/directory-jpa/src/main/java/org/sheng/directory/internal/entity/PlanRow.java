package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Plan;

/** A plan. */
@Entity
@Table(name = "SHENG_PLANS")
public class PlanRow extends CheckedRow {
    @Id
    @Column(name = "PLAN_NAME", length = 64)
    private String name;
    @Column(name = "DESCRIPTION", length = 1000)
    private String description;
    @Embedded
    private LimitColumns limits;

    protected PlanRow() { }

    public PlanRow(Plan plan) {
        name = plan.name();
        set(plan);
    }

    public final void set(Plan plan) {
        description = plan.description();
        limits = new LimitColumns(plan.limits());
        seal();
    }

    @Override
    protected Object[] content() {
        return new Object[] {name, description, limits == null ? null : limits.content()};
    }

    @Override
    protected String title() {
        return "plan " + name;
    }

    public Plan plan() {
        return new Plan(name, description == null ? "" : description, limits == null ? LimitSettings.INHERIT : limits.settings());
    }
}
