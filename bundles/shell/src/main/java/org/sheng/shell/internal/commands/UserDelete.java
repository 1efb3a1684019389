package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes a user. */
@Service
@Command(scope = "sheng", name = "user-delete", description = "Deletes a user and all mail of the user")
public final class UserDelete extends NodeCommand {
    @Argument(name = "address", description = "One of the user's addresses", required = true, multiValued = true)
    @Completion(UserCompleter.class)
    List<String> address;

    @Override
    void run() throws Exception {
        String address = one(this.address);
        directory().deleteUser(address(address));
        out().println(address + " is deleted; the mail goes in the background.");
    }
}
