package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;

/** Addresses of groups. */
@Service
public final class GroupCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(DirectoryAdmin.class, directory -> directory.groups("", prefix, MOST).stream()
                .map(group -> group.address().toString()).toList());
    }
}
