package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;

/** Ends a token. */
@Service
@Command(scope = "sheng", name = "token-delete", description = "Ends a token: it is good for nothing from now on")
public final class TokenDelete extends NodeCommand {
    @Argument(name = "id", description = "As token-list shows it", required = true, multiValued = true)
    @Completion(TokenCompleter.class)
    List<String> id;

    @Override
    void run() throws Exception {
        String id = one(this.id);
        service(Administrators.class, "The list of administrators").deleteToken(id);
        out().println("The token " + id + " is ended.");
    }
}
