package org.sheng.directory.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Passwords;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.directory.Administrators;
import org.sheng.directory.DepartedUsers;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.event.BackgroundService;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.NodeTrouble;
import org.sheng.service.MailService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the directory open. {@link Directory} and its companions are registered after the first attempt to open the database, whatever
 * came of it, and stay registered: while the database is away they throw {@link DirectoryUnavailable}, so that services go on and give
 * their protocol's temporary failure. A database that does not open, or fails later, is tried again, from 1 s to 60 s apart.
 *
 * <p>All of it happens on one thread of its own.
 */
@Component(immediate = true, service = MailService.class)
@Capability(namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.sheng.directory.Directory,org.sheng.directory.DirectoryAdmin,"
                + "org.sheng.directory.Administrators,org.sheng.directory.DepartedUsers\"")
public final class DirectoryService extends BackgroundService {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryService.class);
    private static final String PID = "org.sheng.directory";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);
    private static final long CLOSE_LIMIT_S = 60;
    private static final long FIRST_UPKEEP_MIN = 5;
    private static final long UPKEEP_MIN = 60;
    private static final int MOST_TOLD = 100;

    private final BundleContext context;
    private final Events events;
    private final Path dataFolder;
    private final Path etcFolder;
    private final Settings.Watch<DirectorySettings> settings;
    private final JpaDirectory directory;
    private final Backups backups;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final ScheduledThreadPoolExecutor keeper;
    private ScheduledFuture<?> retry;
    private Duration wait = FIRST_RETRY;
    private boolean wanted = true;
    private boolean suspicious;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Activate
    public DirectoryService(BundleContext context, @Reference Node node, @Reference Settings settings, @Reference Passwords passwords,
            @Reference Events events) {
        super("directory", "Domains, users, aliases, groups, plans and administrators", Kind.ENGINE, events);
        this.context = context;
        this.events = events;
        this.dataFolder = node.dataFolder();
        this.etcFolder = node.etcFolder();
        this.settings = settings.watch(PID, DirectorySettings.class, values -> settingsChanged());
        Database database = new Database(this::source, this.settings.values().connections());
        directory = new JpaDirectory(database, this.settings::values, passwords, events, Clock.systemUTC());
        backups = new Backups(database, dataFolder.resolve("directory-backup"), Clock.systemUTC());
        keeper = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sheng-directory"));
        keeper.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        database.onTrouble(this::failing);
        database.onDamage(this::damaged);
        keeper.execute(this::open);
        keeper.scheduleWithFixedDelay(this::upkeep, FIRST_UPKEEP_MIN, UPKEEP_MIN, TimeUnit.MINUTES);
    }

    @Deactivate
    public void close() throws InterruptedException {
        onKeeper(() -> end(State.DOWN));
        keeper.shutdown();
        if (!keeper.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
            LOG.warn("the directory's database was not closed within {} s; the next start recovers it from its log", CLOSE_LIMIT_S);
        }
        registrations.forEach(ServiceRegistration::unregister);
        settings.close();
    }

    private DatabaseSource source() {
        DirectorySettings now = settings.values();
        return now.url().isEmpty() ? new DatabaseSource.Own(dataFolder.resolve("directory"))
                : new DatabaseSource.Server(now.url(), etcFolder.resolve(now.driverJar()), now.driver(), now.user(),
                        now.password());
    }

    private void settingsChanged() {
        if (directory != null) {
            directory.settingsChanged();
        }
    }

    private void open() {
        if (!wanted || state() == State.UP) {
            return;
        }
        try {
            directory.open();
            if (suspicious) {
                directory.database().readEveryRow();
            }
            suspicious = false;
            FirstAdministrator.make(directory.administrators(), dataFolder);
            wait = FIRST_RETRY;
            current().change(State.UP, "");
            LOG.info("the directory is open: {}", source());
            keeper.execute(this::check);
        } catch (IOException | SQLException | DirectoryUnavailable e) {
            suspicious = true;
            directory.database().close(false);
            trouble("the directory's database (" + source() + ") does not open: " + Database.rootMessage(e) + ". It is tried again every "
                    + LAST_RETRY.toSeconds() + " s at least. " + advice());
            retryLater();
        }
        registerOnce();
    }

    /** Damage that nobody met yet. */
    private void check() {
        if (state() != State.UP) {
            return;
        }
        try {
            directory.database().readEveryRow();
        } catch (SQLException e) {
            failed("a row of the directory's database cannot be read: " + Database.rootMessage(e));
        }
    }

    private void upkeep() {
        check();
        if (state() != State.UP) {
            return;
        }
        try {
            backups.keep(settings.values().backups());
        } catch (IOException | SQLException e) {
            String text = "no backup of the directory was made in " + backups.folder() + ": " + Database.rootMessage(e)
                    + ". It is tried again in an hour: look for space and permissions";
            LOG.error("{}", text);
            events.publish(new NodeTrouble("directory", text));
        }
    }

    private String advice() {
        return settings.values().url().isEmpty()
                ? "If space, permissions and disk are good, stop the directory, put the files of a backup from " + backups.folder()
                        + " into " + dataFolder.resolve("directory") + ", and start it"
                : "See that the server runs, and that url, driver-jar, user and password in etc/" + PID
                        + ".cfg are right.";
    }

    /** Called on threads that look up. One row does not keep the others from being served. Told once. */
    private void damaged(String what) {
        if (told.size() < MOST_TOLD && told.add(what)) {
            String text = what + ". Whoever needs it is put off, the others are served. sheng:directory-check shows "
                    + "all that is damaged. " + advice();
            LOG.error("{}", text);
            events.publish(new NodeTrouble("directory", text));
        }
    }

    /** Called on threads that look up; the first of them is enough. */
    private void failing(DirectoryUnavailable trouble) {
        if (failing.compareAndSet(false, true)) {
            onKeeper(() -> {
                failing.set(false);
                failed(trouble.getMessage());
            });
        }
    }

    /** An open database failed. What is damaged shows at the next opening; what was committed is in its log. */
    private void failed(String what) {
        if (state() != State.UP) {
            return;
        }
        suspicious = true;
        trouble(what + ". It is closed and opened again. " + advice());
        directory.database().close(false);
        open();
    }

    private void trouble(String text) {
        if (!text.equals(reason())) { // told once, not at each attempt
            LOG.error("{}", text);
            events.publish(new NodeTrouble("directory", text));
        }
        current().change(State.HALTED, text);
    }

    private void retryLater() {
        retry = keeper.schedule(this::open, wait.toMillis(), TimeUnit.MILLISECONDS);
        wait = wait.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? wait.multipliedBy(2) : LAST_RETRY;
    }

    private void registerOnce() {
        if (registrations.isEmpty()) {
            registrations.add(context.registerService(Directory.class, directory.directory(), null));
            registrations.add(context.registerService(DirectoryAdmin.class, directory.admin(), null));
            registrations.add(context.registerService(Administrators.class, directory.administrators(), null));
            registrations.add(context.registerService(DepartedUsers.class, directory.departed(), null));
        }
    }

    private void end(State as) {
        wanted = false;
        if (retry != null) {
            retry.cancel(false);
        }
        directory.close();
        current().change(as, "");
    }

    @Override
    public CompletionStage<Void> start() {
        return onKeeper(() -> {
            wanted = true;
            wait = FIRST_RETRY;
            open();
            if (state() != State.UP) {
                throw new IllegalStateException(reason());
            }
        });
    }

    @Override
    public CompletionStage<Void> stop() {
        return onKeeper(() -> end(State.DOWN));
    }

    @Override
    public CompletionStage<Void> quiesce() {
        return stop(); // calls in hand end first: the database closes behind its writers
    }

    private CompletionStage<Void> onKeeper(Runnable task) {
        try {
            return CompletableFuture.runAsync(task, keeper);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IllegalStateException("the directory's bundle is stopped", e));
        }
    }
}
