package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Administrators;

/** Names of administrators. */
@Service
public final class AdminCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(Administrators.class, all -> all.list().stream().map(Administrators.Administrator::name).toList());
    }
}
