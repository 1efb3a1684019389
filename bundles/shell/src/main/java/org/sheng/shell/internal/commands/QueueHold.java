package org.sheng.shell.internal.commands;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;

/** Keeps entries back until they are released. */
@Service
@Command(scope = "sheng", name = "queue-hold", description = "Keeps entries back until they are released")
public final class QueueHold extends QueueAction {
    @Override
    CompletionStage<Boolean> act(QueueAdmin queue, UUID id) {
        return queue.hold(id);
    }

    @Override
    String done() {
        return "held";
    }
}
