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

/** Takes members out of a group. */
@Service
@Command(scope = "sheng", name = "group-member-delete", description = "Takes members out of a group")
public final class GroupMemberDelete extends NodeCommand {
    @Argument(name = "address", description = "The group's address", required = true)
    @Completion(GroupCompleter.class)
    String address;
    @Argument(index = 1, name = "members", description = "Addresses to take away", required = true, multiValued = true)
    List<String> members;

    @Override
    void run() throws Exception {
        Group group = directory().group(address(address)).orElseThrow(() -> GroupShow.missing(address));
        Set<MailAddress> rest = new LinkedHashSet<>(group.members());
        for (String member : members) {
            if (!rest.remove(address(member))) {
                throw new CommandFailure(member + " is no member of " + group.address() + "; nothing was changed.");
            }
        }
        directory().putGroup(new Group(group.address(), group.name(), group.writers(), List.copyOf(rest)));
        out().println(group.address() + " has " + rest.size() + " members.");
    }
}
