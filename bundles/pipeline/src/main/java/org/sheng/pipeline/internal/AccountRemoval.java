package org.sheng.pipeline.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DepartedUsers;
import org.sheng.directory.DepartedUsers.Departed;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.event.EventListener;
import org.sheng.event.MailEvent;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the mail of users that were deleted: at once, and again after ten minutes, for what was on its way to them
 * meanwhile; then the
 * directory forgets them. Whatever is cut short, by a crash or a store in trouble, is taken up at the next start or a
 * minute later. All of
 * it happens on one thread of its own.
 */
@Component(service = EventListener.class, immediate = true)
public final class AccountRemoval implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger(AccountRemoval.class);
    private static final int PAGE = 500;
    private static final Duration LATECOMERS = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofSeconds(60);
    private static final int COMMIT_SECONDS = 60;
    /** Beyond so many at once, users are forgotten after the first removal. */
    private static final int MOST_REMEMBERED = 100_000;

    private final DepartedUsers users;
    private final MailStore store;
    private final Duration latecomers;
    /** When the mail was removed for the first time, {@link System#nanoTime}. On the thread only. */
    private final Map<UUID, Long> removed = new HashMap<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;

    @Activate
    public AccountRemoval(@Reference DepartedUsers users, @Reference MailStore store) {
        this(users, store, LATECOMERS, EVERY);
    }

    AccountRemoval(DepartedUsers users, MailStore store, Duration latecomers, Duration every) {
        this.users = users;
        this.store = store;
        this.latecomers = latecomers;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "account-removal");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.scheduleWithFixedDelay(this::sweep, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void close() {
        thread.shutdownNow();
    }

    @Override
    public void on(Instant at, MailEvent event) {
        boolean deleted = event instanceof MailEvent.DirectoryChanged change && change.what().equals("user")
                && change.change().equals("deleted");
        if (deleted && signalled.compareAndSet(false, true)) {
            try {
                thread.execute(this::sweep);
            } catch (RejectedExecutionException closed) {
                LOG.debug("closed; the next start removes it");
            }
        }
    }

    private void sweep() {
        signalled.set(false);
        try {
            Optional<UUID> after = Optional.empty();
            List<Departed> page;
            do {
                page = users.departed(after, PAGE);
                for (Departed user : page) {
                    remove(user);
                    after = Optional.of(user.id());
                }
            } while (page.size() == PAGE);
        } catch (DirectoryUnavailable | ExecutionException | TimeoutException e) {
            LOG.warn("the mail of deleted users is not all removed yet, it is tried again: {}", e.getMessage());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove(Departed user) throws InterruptedException, ExecutionException, TimeoutException {
        Long first = removed.get(user.id());
        long now = System.nanoTime();
        if (first != null && now - first < latecomers.toNanos()) {
            return;
        }
        store.commit(new Batch().deleteAccount(user.id())).toCompletableFuture().get(COMMIT_SECONDS, TimeUnit.SECONDS);
        if (first == null) {
            LOG.info("removed the mail of the deleted user {} (account {})", user.name(), user.id());
        }
        if (first == null && removed.size() < MOST_REMEMBERED) {
            removed.put(user.id(), now);
        } else {
            users.mailIsGone(user.id());
            removed.remove(user.id());
        }
    }
}
