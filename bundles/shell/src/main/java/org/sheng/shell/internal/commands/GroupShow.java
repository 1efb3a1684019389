package org.sheng.shell.internal.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Group;

/** Shows a group with its members. */
@Service
@Command(scope = "sheng", name = "group-show", description = "Shows a group with its members")
public final class GroupShow extends ShowCommand {
    @Argument(name = "address", description = "The group's address", required = true, multiValued = true)
    @Completion(GroupCompleter.class)
    List<String> address;

    @Override
    void run() throws Exception {
        String address = one(this.address);
        Group group = directory().group(address(address)).orElseThrow(() -> missing(address));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("address", group.address());
        properties.put("name", group.name());
        properties.put("writers", group.writers());
        properties.put("members", group.members());
        show(properties);
    }

    static CommandFailure missing(String address) {
        return new CommandFailure("There is no group " + address + " here. `sheng:group-list` shows those there are.");
    }
}
