package org.sheng.shell.internal.commands;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Group;
import org.sheng.mail.MailAddress;

/** Adds members to a group. */
@Service
@Command(scope = "sheng", name = "group-member-add", description = "Adds members to a group")
public final class GroupMemberAdd extends NodeCommand {
    @Argument(name = "address", description = "The group's address", required = true)
    @Completion(GroupCompleter.class)
    String address;
    @Argument(index = 1, name = "members", description = "Addresses to add, here or elsewhere", required = true,
            multiValued = true)
    List<String> members;

    @Override
    void run() throws Exception {
        Group group = directory().group(address(address)).orElseThrow(() -> GroupShow.missing(address));
        Set<MailAddress> all = new LinkedHashSet<>(group.members());
        for (String member : members) {
            all.add(address(member));
        }
        directory().putGroup(new Group(group.address(), group.name(), group.writers(), List.copyOf(all)));
        out().println(group.address() + " has " + all.size() + " members.");
    }
}
