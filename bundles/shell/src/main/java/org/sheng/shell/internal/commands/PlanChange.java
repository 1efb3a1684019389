package org.sheng.shell.internal.commands;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Plan;

/** Changes a plan. */
@Service
@Command(scope = "sheng", name = "plan-change", description = "Changes a plan: what is not given stays")
public final class PlanChange extends LimitedCommand {
    @Argument(name = "plan", description = "Its name", required = true, multiValued = true)
    @Completion(PlanCompleter.class)
    List<String> plan;

    @Option(name = "--description", description = "What it is for")
    String description;

    @Override
    void run() throws Exception {
        String plan = one(this.plan);
        Plan before = find(directory(), plan).orElseThrow(() -> missing(plan));
        directory().putPlan(new Plan(before.name(), description == null ? before.description() : description,
                limits(before.limits())));
        out().println("The plan " + plan + " is changed; it holds at once for all that inherit from it.");
    }

    static Optional<Plan> find(DirectoryAdmin directory, String name) {
        return directory.plans().stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    static CommandFailure missing(String plan) {
        return new CommandFailure("There is no plan " + plan + ". `sheng:plan-list` shows those there are.");
    }
}
