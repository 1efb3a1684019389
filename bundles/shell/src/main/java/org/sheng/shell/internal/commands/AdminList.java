package org.sheng.shell.internal.commands;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;

/** Lists the administrators of the node. */
@Service
@Command(scope = "sheng", name = "admin-list", description = "Lists the administrators of the node")
public final class AdminList extends ListCommand {

    @Override
    void run() throws Exception {
        try (Listing listing = listing("name", "role", "areas", "domains", "secondFactor")) {
            for (Administrator administrator : service(Administrators.class, "The list of administrators").list()) {
                listing.row(administrator.name(), administrator.role(), administrator.areas().stream().sorted().toList(),
                        administrator.domains().stream().sorted().toList(), administrator.secondFactor());
            }
        }
    }
}
