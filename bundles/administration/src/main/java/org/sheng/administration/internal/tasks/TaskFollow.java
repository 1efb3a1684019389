package org.sheng.administration.internal.tasks;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Feed;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;
import org.sheng.operation.Tasks;
import org.sheng.operation.Text;

/** Follows a task. */
@Component(service = Operation.class)
@Offered(name = "task-follow", http = "GET /tasks/{id}/events", area = Area.NODE, access = Access.LOOK, forDomains = true,
        text = "Tells each change of a task until it has ended.")
public final class TaskFollow implements Operation<TaskId, Feed> {
    private final Tasks tasks;

    @Activate
    public TaskFollow(@Reference Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Feed run(TaskId in, Call call) throws Refusal {
        OwnTasks.named(tasks, in.id(), call.caller());
        return tasks.follow(in.id()).orElseThrow(() -> new Refusal(Kind.MISSING, "id", Text.of(TaskFollow.class, "no-task", in.id())));
    }

    @Override
    public Scope scope(TaskId in) {
        return Scope.SEEN;
    }
}
