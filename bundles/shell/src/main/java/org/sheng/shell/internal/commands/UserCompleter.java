package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;

/** Addresses of users. */
@Service
public final class UserCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(DirectoryAdmin.class, directory -> directory.users("", prefix, MOST).stream()
                .map(user -> user.address().toString()).toList());
    }
}
