package org.sheng.administration.internal.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sheng.directory.Domain;
import org.sheng.operation.Input;

/** A domain as it is shown. */
record DomainView(
        @Input("Its name.") String name,
        @Input("False: nobody logs in; mail is still taken.") boolean active,
        @Input("Plan whose limits its users inherit; empty: none.") String plan,
        @Input("Address that gets the mail for unknown addresses; empty: such mail is refused.") String catchAll,
        @Input("Limits that are set on it; what is left out comes from the plan.") LimitValues limits) {

    static DomainView of(Domain domain) {
        return new DomainView(domain.name(), domain.active(), domain.plan(), domain.catchAll(), LimitValues.of(domain.limits()));
    }

    /** As the input of what adds or changes it. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("active", active);
        tree.put("plan", plan);
        tree.put("catchAll", catchAll);
        tree.put("limits", limits.tree());
        return tree;
    }
}
