package org.sheng.shell.internal.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Plan;

/** Shows a plan. */
@Service
@Command(scope = "sheng", name = "plan-show", description = "Shows a plan with its limits")
public final class PlanShow extends ShowCommand {
    @Argument(name = "plan", description = "Its name", required = true, multiValued = true)
    @Completion(PlanCompleter.class)
    List<String> plan;

    @Override
    void run() throws Exception {
        String plan = one(this.plan);
        Plan found = PlanChange.find(directory(), plan).orElseThrow(() -> PlanChange.missing(plan));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("plan", found.name());
        properties.put("description", found.description());
        LimitRows.add(properties, found.limits());
        show(properties);
    }
}
