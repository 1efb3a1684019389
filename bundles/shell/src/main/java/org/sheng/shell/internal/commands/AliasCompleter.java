package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;

/** Addresses of aliases. */
@Service
public final class AliasCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(DirectoryAdmin.class, directory -> directory.aliases("", prefix, MOST).stream()
                .map(alias -> alias.address().toString()).toList());
    }
}
