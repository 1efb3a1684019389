package org.sheng.administration.internal.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sheng.administration.internal.Desk;
import org.sheng.operation.Refusal;
import org.sheng.operation.Tasks;
import org.sheng.service.MailService;
import org.sheng.service.MailService.State;
import org.sheng.service.ServiceCounters;

/** Services, started and stopped as a face does it. */
class ServiceOperationsTest {
    private final Switched imap = new Switched("imap");
    private final Switched smtp = new Switched("smtp");
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        RunningServices services = new RunningServices();
        services.bind(imap);
        services.bind(smtp);
        desk = new Desk().with(new ServiceList(services), new ServiceShow(services), new ServiceStart(services), new ServiceStop(services),
                new ServiceQuiesce(services), new ServiceRestart(services));
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void anOperatorStopsAndStartsAndAnAuditorLooks() throws Exception {
        assertEquals("up", desk.tree(Desk.OPERATOR, "service-start", Map.of("name", "imap")).get("state"));
        assertEquals(List.of("imap"), desk.items(Desk.AUDITOR, "service-list", Map.of("state", "up"), "name"));
        assertEquals(List.of("[::1]:143/starttls"), ((Map<?, ?>) ((List<?>) desk.tree(Desk.AUDITOR, "service-list",
                Map.of("state", "up")).get("items")).get(0)).get("endpoints"));
        assertEquals(Refusal.Kind.FORBIDDEN, desk.refused(Desk.AUDITOR, "service-stop", Map.of("name", "imap")).kind());
        desk.call(Desk.OPERATOR, "service-stop", Map.of("name", "imap"));
        assertEquals(State.DOWN, imap.state());
        desk.undo();
        assertEquals(State.UP, imap.state());
        desk.call(Desk.OPERATOR, "service-start", Map.of("name", "imap"));
        assertFalse(desk.canUndo(), "it was up already: there is nothing to take back");
        assertEquals("up", desk.tree(Desk.OPERATOR, "service-restart", Map.of("name", "imap")).get("state"));
    }

    @Test
    void quiesceIsATask() throws Exception {
        desk.call(Desk.SYSTEM, "service-start", Map.of("name", "smtp"));
        Tasks.View view = desk.task(Desk.OPERATOR, "service-quiesce", Map.of("name", "smtp"));
        assertEquals(Tasks.State.SUCCEEDED, view.state());
        assertEquals(State.DOWN, smtp.state());
    }

    @Test
    void saysWhyAServiceDoesNotStartAndWhichThereAre() {
        imap.trouble = "the port is taken";
        Refusal failed = desk.refused(Desk.SYSTEM, "service-start", Map.of("name", "imap"));
        assertEquals("imap is halted: the port is taken", failed.text(Locale.ENGLISH));
        Refusal missing = desk.refused(Desk.SYSTEM, "service-show", Map.of("name", "pop4"));
        assertEquals(Refusal.Kind.MISSING, missing.kind());
        assertEquals("没有服务 pop4。现有：imap, smtp。", missing.text(Locale.SIMPLIFIED_CHINESE));
    }

    /** A service without anything behind it. */
    private static final class Switched implements MailService {
        private final String name;
        private volatile State state = State.DOWN;
        private volatile String trouble = "";

        Switched(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "A service";
        }

        @Override
        public Kind kind() {
            return Kind.ACCESS;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public String reason() {
            return trouble;
        }

        @Override
        public Instant lastChange() {
            return Instant.EPOCH;
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of(new Endpoint("::1", 143, "starttls"));
        }

        @Override
        public ServiceCounters counters() {
            return ServiceCounters.NONE;
        }

        @Override
        public CompletionStage<Void> start() {
            if (!trouble.isEmpty()) {
                state = State.HALTED;
                return CompletableFuture.failedStage(new IllegalStateException(trouble));
            }
            return become(State.UP);
        }

        @Override
        public CompletionStage<Void> stop() {
            return become(State.DOWN);
        }

        @Override
        public CompletionStage<Void> quiesce() {
            return become(State.DOWN);
        }

        private CompletionStage<Void> become(State next) {
            state = next;
            return CompletableFuture.completedStage(null);
        }
    }
}
