package org.sheng.administration.internal.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sheng.administration.internal.Desk;
import org.sheng.administration.internal.Nothing;
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

/** Tasks, looked at and cancelled. */
class TaskOperationsTest {
    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    /** Runs until it is cancelled. */
    @Offered(name = "endless", http = "POST /endless", area = Area.NODE, access = Access.OPERATE, forDomains = true, task = true,
            text = "Runs until it is cancelled.")
    public static final class Endless implements Operation<Nothing, Void> {
        @Override
        public Void run(Nothing in, Call call) throws Refusal {
            BEGUN.countDown();
            while (!call.cancelled()) {
                Thread.onSpinWait();
            }
            throw Refusal.cancelled();
        }

        @Override
        public Scope scope(Nothing in) {
            return Scope.SEEN;
        }
    }

    @Test
    void isListedFollowedAndCancelledByWhoMaySeeIt() throws Exception {
        try (Desk desk = new Desk()) {
            desk.with(new Endless(), new TaskList(desk.tasks()), new TaskShow(desk.tasks()), new TaskCancel(desk.tasks()),
                    new TaskFollow(desk.tasks()));
            String id = ((Tasks.View) desk.call(Desk.OPERATOR, "endless", Map.of())).id();
            assertTrue(BEGUN.await(30, TimeUnit.SECONDS));
            assertEquals(List.of(id), desk.items(Desk.AUDITOR, "task-list", Map.of("state", "running"), "id"));
            assertEquals(List.of(), desk.items(Desk.of("a.example"), "task-list", Map.of(), "id"), "another's");
            assertEquals(Kind.MISSING, desk.refused(Desk.of("a.example"), "task-cancel", Map.of("id", id)).kind());
            assertEquals(Kind.FORBIDDEN, desk.refused(Desk.AUDITOR, "task-cancel", Map.of("id", id)).kind());
            List<Feed.Item> seen = new CopyOnWriteArrayList<>();
            CompletionStage<Void> end = ((Feed) desk.call(Desk.AUDITOR, "task-follow", Map.of("id", id))).open(seen::add);
            desk.call(Desk.OPERATOR, "task-cancel", Map.of("id", id));
            end.toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertEquals("cancelled", desk.tree(Desk.AUDITOR, "task-show", Map.of("id", id)).get("state"));
            assertEquals(Kind.IN_USE, desk.refused(Desk.OPERATOR, "task-cancel", Map.of("id", id)).kind());
        }
    }
}
