package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Looks for damage in the directory's database. */
@Service
@Command(scope = "sheng", name = "directory-check", description =
        "Reads every row of the directory and says which are not as they were written; fails when there are any")
public final class DirectoryCheck extends NodeCommand {
    @Override
    void run() throws Exception {
        List<String> damage = directory().damage();
        if (damage.isEmpty()) {
            out().println("Every row of the directory is as it was written.");
            return;
        }
        damage.forEach(out()::println);
        throw new CommandFailure("The directory's database is damaged. Stop the directory "
                + "(`sheng:service-stop directory`), put "
                + "the files of a backup from data/directory-backup into data/directory, and start it.");
    }
}
