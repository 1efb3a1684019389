package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;

/** Deletes an administrator. */
@Service
@Command(scope = "sheng", name = "admin-delete", description = "Deletes an administrator, but not the last system one")
public final class AdminDelete extends NodeCommand {
    @Argument(name = "name", description = "The administrator's name", required = true, multiValued = true)
    @Completion(AdminCompleter.class)
    List<String> name;

    @Override
    void run() throws Exception {
        String name = one(this.name);
        service(Administrators.class, "The list of administrators").delete(name);
        out().println("The administrator " + name + " is deleted.");
    }
}
