package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.config.Schemas;

/** Lists all settings in force. */
@Service
@Command(scope = "sheng", name = "setting-list", description =
        "Lists the settings in force, and what is wrong with a file")
public final class SettingList extends ListCommand {
    @Argument(name = "pid", description = "Only those of this file, such as org.sheng.smtp", multiValued = true)
    List<String> pid;

    @Override
    void run() throws Exception {
        String pid = oneOrNone(this.pid);
        try (Listing listing = listing("pid", "key", "value", "standard", "range", "trouble")) {
            for (Schemas.Schema schema : service(Schemas.class, "The configuration").schemas()) {
                if (pid.isEmpty() || schema.pid().equals(pid)) {
                    for (Schemas.Entry entry : schema.entries()) {
                        listing.row(schema.pid(), entry.key(), entry.inForce(), entry.standard(), entry.range(),
                                schema.trouble());
                    }
                }
            }
        }
    }
}
