package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a plan. */
@Service
@Command(scope = "sheng", name = "plan-delete", description = "Deletes a plan that nothing inherits from any more")
public final class PlanDelete extends NodeCommand {
    @Argument(name = "plan", description = "Its name", required = true, multiValued = true)
    @Completion(PlanCompleter.class)
    List<String> plan;

    @Override
    void run() throws Exception {
        String plan = one(this.plan);
        directory().deletePlan(plan);
        out().println("The plan " + plan + " is deleted.");
    }
}
