package org.sheng.shell.internal.commands;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;

/** Lets held entries go on. */
@Service
@Command(scope = "sheng", name = "queue-release", description = "Lets held entries go on")
public final class QueueRelease extends QueueAction {
    @Override
    CompletionStage<Boolean> act(QueueAdmin queue, UUID id) {
        return queue.release(id);
    }

    @Override
    String done() {
        return "released";
    }
}
