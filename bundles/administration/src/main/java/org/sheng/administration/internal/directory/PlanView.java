package org.sheng.administration.internal.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sheng.directory.Plan;
import org.sheng.operation.Input;

/** A plan as it is shown. */
record PlanView(
        @Input("Its name.") String name,
        @Input("What it is for.") String description,
        @Input("Its limits; what is left out is the node's.") LimitValues limits) {

    static PlanView of(Plan plan) {
        return new PlanView(plan.name(), plan.description(), LimitValues.of(plan.limits()));
    }

    /** As the input of what adds or changes it. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("description", description);
        tree.put("limits", limits.tree());
        return tree;
    }
}
