package org.sheng.administration.internal.services;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sheng.operation.Call;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.service.MailService;

/** Waits until a service is where it was asked to be. */
final class Waiting {
    private static final long LOOK_MILLIS = 200;

    private Waiting() { }

    /** @throws Refusal FAILED when it does not get there; CANCELLED, and then it goes on by itself */
    static ServiceView until(CompletionStage<Void> there, MailService service, Duration limit, Call call) throws Refusal {
        CompletableFuture<Void> done = there.toCompletableFuture();
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return ServiceView.of(service);
            } catch (ExecutionException e) {
                throw new Refusal(Kind.FAILED, Texts.text("service-failed", service.name(), word(service),
                        String.valueOf(e.getCause().getMessage())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Refusal.cancelled();
            } catch (TimeoutException e) {
                call.progress(new Call.Progress(0, service.counters().inboundAssociations(), Texts.text("service-waits",
                        service.name(), word(service), service.counters().inboundAssociations())));
            }
            if (call.cancelled()) {
                throw Refusal.cancelled();
            }
            if (System.nanoTime() - end > 0) {
                throw new Refusal(Kind.FAILED, Texts.text("service-slow", service.name(), word(service), limit.toSeconds()));
            }
        }
    }

    private static String word(MailService service) {
        return service.state().name().toLowerCase(Locale.ROOT);
    }
}
