package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Alias;
import org.sheng.mail.MailAddress;

/** Adds an alias, or replaces it. */
@Service
@Command(scope = "sheng", name = "alias-add", description = "Adds an alias, or gives it other targets")
public final class AliasAdd extends NodeCommand {
    @Argument(name = "address", description = "The alias", required = true)
    String address;
    @Argument(index = 1, name = "targets", description = "Addresses it stands for, here or elsewhere", required = true,
            multiValued = true)
    List<String> targets;

    @Override
    void run() throws Exception {
        List<MailAddress> to = new ArrayList<>();
        for (String target : targets) {
            to.add(address(target));
        }
        Alias alias = directory().putAlias(new Alias(address(address), to));
        out().println("Mail for " + alias.address() + " goes to " + Cell.text(alias.targets()) + ".");
    }
}
