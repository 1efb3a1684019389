package org.sheng.shell.internal.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.mail.MailAddress;
import org.sheng.store.StoreException;

/** What all commands share: services looked up while they run, and failures told as a text for a person. */
abstract class NodeCommand implements Action {
    private static final int WAIT_SECONDS = 30;

    @Reference
    BundleContext context;

    @Reference
    Session session;

    private final List<ServiceReference<?>> used = new ArrayList<>();

    abstract void run() throws Exception;

    @Override
    public final Object execute() throws Exception {
        try {
            LateOptions.read(this);
            run();
            return null;
        } catch (DirectoryException | DirectoryUnavailable | StoreException | IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure("The file could not be used: " + e);
        } finally {
            used.forEach(context::ungetService);
        }
    }

    final PrintStream out() {
        return session.getConsole();
    }

    /** @param what it is for people: {@code the directory} */
    final <S> S service(Class<S> type, String what) throws CommandFailure {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new CommandFailure(what + " is not available: no bundle offers " + type.getName()
                    + " now. `bundle:list` shows which bundles run, `scr:list` what a component waits for, the log "
                    + "why one stopped.");
        }
        used.add(reference);
        return service;
    }

    final DirectoryAdmin directory() throws CommandFailure {
        return service(DirectoryAdmin.class, "The directory");
    }

    final MailAddress address(String text) throws CommandFailure {
        try {
            return MailAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(text + " is no address: " + e.getMessage() + ". Write it as name@domain.");
        }
    }

    /** The only value of an argument. */
    final String one(List<String> values) throws CommandFailure {
        if (values == null || values.size() != 1) {
            throw new CommandFailure("One argument is expected, not " + (values == null ? 0 : values.size())
                    + "; put quotes around one with blanks. `--help` shows the syntax.");
        }
        return values.get(0);
    }

    /** The only value of an argument, empty where it is not given. */
    final String oneOrNone(List<String> values) throws CommandFailure {
        return values == null || values.isEmpty() ? "" : one(values);
    }

    /** An option that is a whole number. */
    final long number(String option, String text, long least, long most) throws CommandFailure {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new CommandFailure(option + " must be a whole number, not " + text);
        }
        throw new CommandFailure(option + " must be at least " + least
                + (most == Long.MAX_VALUE ? "" : " and at most " + most) + ", not " + text);
    }

    /** A path as the person at the command line means it. */
    final Path file(String path) {
        Object directory = session.get("sheng.cwd");
        Path base = directory == null ? Path.of("") : Path.of(directory.toString());
        return base.resolve(path).toAbsolutePath().normalize();
    }

    /** Waits for what was begun, 30 seconds. */
    final <T> T await(CompletionStage<T> stage, String what) throws CommandFailure, InterruptedException {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure(what + " was begun but is not done after " + WAIT_SECONDS
                    + " seconds; it goes on. The log says more.");
        } catch (ExecutionException e) {
            throw new CommandFailure(what + " failed: " + e.getCause().getMessage());
        }
    }
}
