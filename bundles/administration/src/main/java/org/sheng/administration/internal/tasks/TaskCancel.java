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
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;
import org.sheng.operation.Tasks;
import org.sheng.operation.Text;

/** Asks a task to end. */
@Component(service = Operation.class)
@Offered(name = "task-cancel", http = "POST /tasks/{id}/cancel", area = Area.NODE, access = Access.OPERATE, forDomains = true,
        text = "Asks a task to end; what it has done stays.")
public final class TaskCancel implements Operation<TaskId, Void> {
    private final Tasks tasks;

    @Activate
    public TaskCancel(@Reference Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Void run(TaskId in, Call call) throws Refusal {
        OwnTasks.named(tasks, in.id(), call.caller());
        if (!tasks.cancel(in.id())) {
            throw new Refusal(Kind.IN_USE, "id", Text.of(TaskCancel.class, "ended", in.id()));
        }
        return null;
    }

    @Override
    public Scope scope(TaskId in) {
        return Scope.SEEN;
    }
}
