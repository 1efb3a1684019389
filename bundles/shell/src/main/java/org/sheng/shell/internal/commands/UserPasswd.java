package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.mail.MailAddress;

/** Sets a password. */
@Service
@Command(scope = "sheng", name = "user-passwd", description = "Sets the password of a user")
public final class UserPasswd extends NodeCommand {
    @Argument(name = "address", description = "One of the user's addresses", required = true, multiValued = true)
    @Completion(UserCompleter.class)
    List<String> address;

    @Option(name = "--password", description = "8 to 256 characters; asked for where it is not given", censor = true,
            mask = '*')
    String password;

    @Override
    void run() throws Exception {
        String address = one(this.address);
        MailAddress user = address(address);
        directory().changePassword(user, Password.given(password, session));
        out().println("The password of " + user + " is changed.");
    }
}
