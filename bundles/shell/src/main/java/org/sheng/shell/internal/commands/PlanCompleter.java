package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;

/** Names of plans. */
@Service
public final class PlanCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(DirectoryAdmin.class, directory -> directory.plans().stream().map(plan -> plan.name()).toList());
    }
}
