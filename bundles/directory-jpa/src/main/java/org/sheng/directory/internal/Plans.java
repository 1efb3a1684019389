package org.sheng.directory.internal;

import java.util.List;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.Plan;
import org.sheng.directory.internal.entity.PlanRow;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.DirectoryChanged;

/** Changes of plans. */
final class Plans {
    private static final int MAX_PLANS = 10_000;
    private static final int MAX_DESCRIPTION = 1_000;

    private final Database database;
    private final Lookups lookups;
    private final Events events;

    Plans(Database database, Lookups lookups, Events events) {
        this.database = database;
        this.lookups = lookups;
        this.events = events;
    }

    Plan put(Plan plan) throws DirectoryException {
        Checks.planName(plan.name());
        Checks.limits(plan.limits());
        if (plan.description().length() > MAX_DESCRIPTION) {
            throw Checks.invalid("the description of a plan has at most 1,000 characters");
        }
        boolean added = database.write(em -> {
            PlanRow row = em.find(PlanRow.class, plan.name());
            if (row != null) {
                row.set(plan);
                return false;
            }
            if (em.createQuery("SELECT COUNT(p) FROM PlanRow p", Long.class).getSingleResult() >= MAX_PLANS) {
                throw Checks.invalid("there are 10,000 plans already: delete one first");
            }
            em.persist(new PlanRow(plan));
            return true;
        });
        changed(plan.name(), added ? "added" : "changed");
        return plan;
    }

    void delete(String name) throws DirectoryException {
        database.write(em -> {
            PlanRow row = em.find(PlanRow.class, name);
            if (row == null) {
                throw Checks.missing("there is no plan " + name);
            }
            for (String holder : List.of("UserRow", "DomainRow")) {
                boolean used = !em.createQuery("SELECT h FROM " + holder + " h WHERE h.plan = :plan")
                        .setParameter("plan", name).setMaxResults(1).getResultList().isEmpty();
                if (used) {
                    throw new DirectoryException(Reason.IN_USE, "users or domains have the plan " + name + ": give them another one first");
                }
            }
            em.remove(row);
            return null;
        });
        changed(name, "deleted");
    }

    List<Plan> all() {
        return database.read(em -> em.createQuery("SELECT p FROM PlanRow p ORDER BY p.name", PlanRow.class)
                .setMaxResults(MAX_PLANS).getResultList().stream().map(PlanRow::plan).toList());
    }

    private void changed(String name, String change) {
        lookups.forgetAll();
        events.publish(new DirectoryChanged("plan", name, change));
    }
}
