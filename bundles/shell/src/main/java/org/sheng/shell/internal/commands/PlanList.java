package org.sheng.shell.internal.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Plan;

/** Lists the plans. */
@Service
@Command(scope = "sheng", name = "plan-list", description = "Lists the plans with their limits")
public final class PlanList extends ListCommand {
    @Override
    void run() throws Exception {
        try (Listing listing = listing("plan", "description", "quota", "maxMessages", "maxMessageSize",
                "maxRecipients", "messagesPerHour")) {
            for (Plan plan : directory().plans()) {
                Map<String, Object> limits = new LinkedHashMap<>();
                LimitRows.add(limits, plan.limits());
                listing.row(plan.name(), plan.description(), limits.get("quota"), limits.get("maxMessages"),
                        limits.get("maxMessageSize"),
                        limits.get("maxRecipients"), limits.get("messagesPerHour"));
            }
        }
    }
}
