package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Plan;

/** Adds a plan. */
@Service
@Command(scope = "sheng", name = "plan-add", description = "Adds a plan: limits that domains and users inherit")
public final class PlanAdd extends LimitedCommand {
    @Argument(name = "plan", description = "Its name: a to z, 0 to 9 and -", required = true, multiValued = true)
    List<String> plan;

    @Option(name = "--description", description = "What it is for")
    String description = "";

    @Override
    void run() throws Exception {
        String plan = one(this.plan);
        if (PlanChange.find(directory(), plan).isPresent()) {
            throw new CommandFailure("The plan " + plan + " is there already. `sheng:plan-change` changes it.");
        }
        directory().putPlan(new Plan(plan, description, limits(LimitSettings.INHERIT)));
        out().println("Domains and users can be given --plan " + plan + ".");
    }
}
