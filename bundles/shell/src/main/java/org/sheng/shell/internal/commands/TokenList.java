package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Token;

/** Lists the tokens of administrators. */
@Service
@Command(scope = "sheng", name = "token-list", description = "Lists the tokens of administrators, without what would "
        + "let anybody in")
public final class TokenList extends ListCommand {
    @Argument(name = "admin", description = "Of this administrator alone", multiValued = true)
    @Completion(AdminCompleter.class)
    List<String> admin;

    @Override
    void run() throws Exception {
        try (Listing listing = listing("id", "admin", "role", "areas", "created", "expires", "note")) {
            for (Token token : service(Administrators.class, "The list of administrators").tokens(oneOrNone(admin))) {
                listing.row(token.id(), token.administrator(), token.role(), token.areas().stream().sorted().toList(),
                        token.created(), token.expires(), token.note());
            }
        }
    }
}
