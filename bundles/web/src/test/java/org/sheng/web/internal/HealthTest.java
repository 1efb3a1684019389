package org.sheng.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;

/** Whom health misses, and whom not. */
class HealthTest {
    private final List<MailService> services = new ArrayList<>();
    private final Health health = new Health(() -> services);

    private record Stated(String name, State state, List<Endpoint> endpoints) implements MailService {

        @Override
        public String description() {
            return "";
        }

        @Override
        public Kind kind() {
            return Kind.ACCESS;
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public Instant lastChange() {
            return Instant.EPOCH;
        }

        @Override
        public ServiceCounters counters() {
            return ServiceCounters.NONE;
        }

        @Override
        public CompletionStage<Void> start() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> quiesce() {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void are(MailService... now) {
        services.clear();
        services.addAll(List.of(now));
    }

    private static MailService listening(String name, MailService.State state) {
        return new Stated(name, state, List.of(new MailService.Endpoint("127.0.0.1", 1, "tls")));
    }

    private static MailService silent(String name, MailService.State state) {
        return new Stated(name, state, List.of());
    }

    @Test
    void whatListenedAndDoesNotIsMissedAndWhatNeverDidIsNot() {
        are(listening("imap", MailService.State.UP), listening("pop3", MailService.State.CONGESTED),
                silent("lmtp", MailService.State.DOWN), silent("relay", MailService.State.UP));
        assertEquals(Map.of(), health.ill());
        are(silent("imap", MailService.State.DOWN), listening("pop3", MailService.State.QUIESCING),
                silent("lmtp", MailService.State.DOWN), silent("relay", MailService.State.DOWN));
        assertEquals(Map.of("imap", "down", "pop3", "quiescing"), health.ill());
    }

    @Test
    void whatIsHaltedAndWhatIsGoneIsMissed() {
        are(listening("imap", MailService.State.UP), silent("smtp", MailService.State.HALTED));
        assertEquals(Map.of("smtp", "halted"), health.ill());
        are();
        assertEquals(Map.of("imap", "gone"), health.ill());
    }
}
