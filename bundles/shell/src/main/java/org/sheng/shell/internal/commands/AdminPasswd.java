package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;

/** Sets the password of an administrator. */
@Service
@Command(scope = "sheng", name = "admin-passwd", description = "Sets the password of an administrator")
public final class AdminPasswd extends NodeCommand {
    @Argument(name = "name", description = "The administrator's name", required = true, multiValued = true)
    @Completion(AdminCompleter.class)
    List<String> name;

    @Option(name = "--password", description = "8 to 256 characters; asked for where it is not given", censor = true,
            mask = '*')
    String password;

    @Override
    void run() throws Exception {
        String name = one(this.name);
        char[] secret = Password.given(password, session);
        service(Administrators.class, "The list of administrators").changePassword(name, secret);
        out().println("The password of " + name + " is changed.");
    }
}
