package org.sheng.shell.internal.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;

/** Shows an entry of the queue. */
@Service
@Command(scope = "sheng", name = "queue-show", description = "Shows an entry of the queue with its recipients")
public final class QueueShow extends ShowCommand {
    @Argument(name = "id", description = "Id of the entry, from queue-list", required = true, multiValued = true)
    @Completion(QueueIdCompleter.class)
    List<String> id;

    @Override
    void run() throws Exception {
        String id = one(this.id);
        QueueEntry entry = service(QueueAdmin.class, "The queue").entry(QueueAction.id(id))
                .orElseThrow(() -> new CommandFailure("There is no entry " + id
                + " in the queue (any more). `sheng:queue-list` shows those there are, "
                        + "`sheng:trace ID` what became of a message."));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", entry.id());
        properties.put("trace", entry.message().trace());
        properties.put("kind", entry.route().kind());
        properties.put("destination", entry.route().destination());
        properties.put("sender", entry.message().sender());
        properties.put("recipients", entry.message().recipients().stream().map(Recipient::address).toList());
        properties.put("size", new Bytes(entry.message().size()));
        properties.put("priority", entry.message().priority());
        properties.put("arrived", entry.message().arrived());
        properties.put("attempts", entry.attempts());
        properties.put("next", entry.next());
        properties.put("expires", entry.expires());
        properties.put("held", entry.held());
        properties.put("delayNoticed", entry.delayNoticed());
        properties.put("lastReply", entry.lastReply());
        show(properties);
    }
}
