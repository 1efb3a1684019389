package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;

/** Names of domains. */
@Service
public final class DomainCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(DirectoryAdmin.class, directory -> directory.domains("", MOST).stream().map(domain -> domain.name())
                .toList());
    }
}
