package org.sheng.administration.internal.tasks;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;
import org.sheng.operation.Tasks;

/** Shows a task. */
@Component(service = Operation.class)
@Offered(name = "task-show", http = "GET /tasks/{id}", area = Area.NODE, access = Access.LOOK, forDomains = true,
        text = "Shows a task with its result.")
public final class TaskShow implements Operation<TaskId, Tasks.View> {
    private final Tasks tasks;

    @Activate
    public TaskShow(@Reference Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Tasks.View run(TaskId in, Call call) throws Refusal {
        return OwnTasks.named(tasks, in.id(), call.caller());
    }

    @Override
    public Scope scope(TaskId in) {
        return Scope.SEEN;
    }
}
