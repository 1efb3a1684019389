package org.sheng.administration.internal.tasks;

import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Scope;
import org.sheng.operation.Tasks;

/** Lists tasks. */
@Component(service = Operation.class)
@Offered(name = "task-list", http = "GET /tasks", area = Area.NODE, access = Access.LOOK, forDomains = true,
        text = "Lists tasks that run, and those that ended within a day, the newest first.")
public final class TaskList implements Operation<TaskList.In, Page<TaskList.Row>> {
    private final Tasks tasks;

    @Activate
    public TaskList(@Reference Tasks tasks) {
        this.tasks = tasks;
    }

    /** See {@link #run}. */
    public record In(
            @Input("Only those in this state.") Optional<Tasks.State> state,
            @Input("Only those of this operation.") Optional<String> operation,
            @Input("Only those this administrator began.") Optional<String> by) { }

    /** A task in the list. */
    public record Row(
            @Input("Its id.") String id,
            @Input("What it does.") String operation,
            @Input("Who began it.") String by,
            @Input("Where it is in its life.") Tasks.State state,
            @Input("When it began.") Instant begun,
            @Input("When it ended; left out while it runs.") Optional<Instant> ended,
            @Input("How much is done.") long done,
            @Input("How much there is to do; 0: not known.") long all,
            @Input("What it does now, or why it failed.") String text) { }

    @Override
    public Page<Row> run(In in, Call call) {
        return Page.all(tasks.list().stream()
                .filter(task -> OwnTasks.seen(task, call.caller())
                        && in.state().map(wanted -> wanted == task.state()).orElse(true)
                        && in.operation().map(task.operation()::equals).orElse(true)
                        && in.by().map(task.by()::equals).orElse(true))
                .map(task -> new Row(task.id(), task.operation(), task.by(), task.state(), task.begun(), task.ended(), task.done(),
                        task.all(), task.text())).toList());
    }

    @Override
    public Scope scope(In in) {
        return Scope.SEEN;
    }
}
