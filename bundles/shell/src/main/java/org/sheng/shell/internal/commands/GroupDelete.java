package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a group. */
@Service
@Command(scope = "sheng", name = "group-delete", description = "Deletes a group; its members stay")
public final class GroupDelete extends NodeCommand {
    @Argument(name = "address", description = "The group's address", required = true, multiValued = true)
    @Completion(GroupCompleter.class)
    List<String> address;

    @Override
    void run() throws Exception {
        String address = one(this.address);
        directory().deleteGroup(address(address));
        out().println("The group " + address + " is deleted.");
    }
}
