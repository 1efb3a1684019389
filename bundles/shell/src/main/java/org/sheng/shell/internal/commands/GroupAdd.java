package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sheng.directory.Group;
import org.sheng.mail.MailAddress;

/** Adds a group. */
@Service
@Command(scope = "sheng", name = "group-add", description = "Adds a group: mail to it goes to all members")
public final class GroupAdd extends NodeCommand {
    @Argument(name = "address", description = "The group's address", required = true)
    String address;
    @Argument(index = 1, name = "members", description = "Addresses of members, here or elsewhere", multiValued = true)
    List<String> members;

    @Option(name = "--name", description = "Its name for people")
    String name = "";

    @Option(name = "--writers", description = "Who may write to it: anyone, domain (its domain's users), members")
    @Completion(value = StringsCompleter.class, values = {"anyone", "domain", "members"})
    String writers = "anyone";

    @Override
    void run() throws Exception {
        MailAddress group = address(address);
        if (directory().group(group).isPresent()) {
            throw new CommandFailure("The group " + group
                    + " is there already. `sheng:group-member-add` adds members.");
        }
        directory().putGroup(new Group(group, name, writers(writers), addresses(members)));
        out().println("Mail for " + group + " goes to its members.");
    }

    private static Group.Writers writers(String text) throws CommandFailure {
        for (Group.Writers writers : Group.Writers.values()) {
            if (Cell.word(writers).equals(text)) {
                return writers;
            }
        }
        throw new CommandFailure("--writers must be anyone, domain or members, not " + text);
    }

    private List<MailAddress> addresses(List<String> texts) throws CommandFailure {
        List<MailAddress> addresses = new ArrayList<>();
        if (texts != null) {
            for (String text : texts) {
                addresses.add(address(text));
            }
        }
        return addresses;
    }
}
