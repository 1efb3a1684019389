package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes an alias. */
@Service
@Command(scope = "sheng", name = "alias-delete", description = "Deletes an alias")
public final class AliasDelete extends NodeCommand {
    @Argument(name = "address", description = "The alias", required = true, multiValued = true)
    @Completion(AliasCompleter.class)
    List<String> address;

    @Override
    void run() throws Exception {
        String address = one(this.address);
        directory().deleteAlias(address(address));
        out().println("The alias " + address + " is deleted.");
    }
}
