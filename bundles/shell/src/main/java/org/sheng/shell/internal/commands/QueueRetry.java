package org.sheng.shell.internal.commands;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;

/** Tries entries at once, held ones too. */
@Service
@Command(scope = "sheng", name = "queue-retry", description = "Tries entries at once, held ones too")
public final class QueueRetry extends QueueAction {
    @Override
    CompletionStage<Boolean> act(QueueAdmin queue, UUID id) {
        return queue.retry(id);
    }

    @Override
    String done() {
        return "tried now";
    }
}
