package org.sheng.shell.internal.commands;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;

/** Ids of queue entries. */
@Service
public final class QueueIdCompleter extends NameCompleter {

    @Override
    List<String> names(String prefix) {
        return ask(QueueAdmin.class, queue -> queue.list(QueueAdmin.Filter.ALL, Optional.empty(), MOST).entries()
                .stream()
                .map(entry -> entry.id().toString()).toList());
    }
}
