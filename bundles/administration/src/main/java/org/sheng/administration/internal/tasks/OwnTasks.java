package org.sheng.administration.internal.tasks;

import org.sheng.operation.Caller;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks;
import org.sheng.operation.Text;

/** Tasks that a caller may see: an administrator of domains only their own. */
final class OwnTasks {
    private OwnTasks() { }

    static boolean seen(Tasks.View task, Caller caller) {
        return caller.role() != Caller.Role.DOMAIN || task.by().equals(caller.name());
    }

    static Tasks.View named(Tasks tasks, String id, Caller caller) throws Refusal {
        return tasks.task(id).filter(task -> seen(task, caller))
                .orElseThrow(() -> new Refusal(Kind.MISSING, "id", Text.of(OwnTasks.class, "no-task", id)));
    }
}
