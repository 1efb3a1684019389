package org.sheng.pipeline.internal;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.event.EventListener;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;

/** Removes the mail of users that were deleted. */
@Component(service = EventListener.class)
public final class AccountRemoval implements EventListener {
    private static final int TRIES = 100;
    private static final Executor LATER = CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);

    private final MailStore store;
    private final Events events;

    @Activate
    public AccountRemoval(@Reference MailStore store, @Reference Events events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public void on(Instant at, MailEvent event) {
        if (event instanceof MailEvent.DirectoryChanged change && change.what().equals("user") && change.change().equals("deleted")) {
            change.id().ifPresent(account -> remove(change.name(), account, 1));
        }
    }

    private void remove(String name, UUID account, int attempt) {
        store.commit(new Batch().deleteAccount(account)).whenComplete((done, refused) -> {
            if (refused != null && attempt < TRIES) {
                LATER.execute(() -> remove(name, account, attempt + 1));
            } else if (refused != null) {
                events.publish(new MailEvent.NodeTrouble("pipeline", "The mail of the deleted user " + name + " (account " + account
                        + ") is still in the store: " + refused.getMessage() + ". Delete the user's mailboxes by hand."));
            }
        });
    }
}
