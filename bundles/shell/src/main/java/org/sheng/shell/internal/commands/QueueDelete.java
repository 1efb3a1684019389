package org.sheng.shell.internal.commands;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;

/** Removes entries; nobody is told. */
@Service
@Command(scope = "sheng", name = "queue-delete", description = "Removes entries; nobody is told")
public final class QueueDelete extends QueueAction {
    @Override
    CompletionStage<Boolean> act(QueueAdmin queue, UUID id) {
        return queue.delete(id);
    }

    @Override
    String done() {
        return "deleted";
    }
}
