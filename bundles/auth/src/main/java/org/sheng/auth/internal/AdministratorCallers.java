package org.sheng.auth.internal;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Settings;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Bearer;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.LoginAccepted;
import org.sheng.event.MailEvent.LoginRefused;
import org.sheng.operation.Caller;
import org.sheng.operation.Callers;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/**
 * The node's {@link Callers}. Who guesses passwords, codes or tokens waits as a mail user does, by {@link AuthSettings}; logins of administrators and of users
 * are counted apart.
 */
@Component(service = Callers.class)
public final class AdministratorCallers implements Callers {
    private static final String PID = "org.sheng.auth";
    /** Passwords that are computed at once; who comes above that waits a second, then is told to come again. */
    private static final int AT_ONCE = 4;
    private static final int MAX_PASSWORD = 1_024;
    private static final int CODE_LENGTH = 6;
    private static final int MAX_TOLD = 64;

    private final Administrators administrators;
    private final Events events;
    private final Guessing guessing;
    private final CallerSessions sessions;
    private final Semaphore computing = new Semaphore(AT_ONCE);
    private final Runnable onClose;

    @Activate
    public AdministratorCallers(@Reference Administrators administrators, @Reference Events events, @Reference Settings settings) {
        this(administrators, events, settings.watch(PID, AuthSettings.class, values -> { }));
    }

    private AdministratorCallers(Administrators administrators, Events events, Settings.Watch<AuthSettings> watch) {
        this(administrators, events, watch::values, System::nanoTime, InstantSource.system(), watch::close);
    }

    private AdministratorCallers(Administrators administrators, Events events, Supplier<AuthSettings> settings, LongSupplier nanos,
            InstantSource clock, Runnable onClose) {
        this.administrators = administrators;
        this.events = events;
        this.guessing = new Guessing(settings, nanos);
        this.sessions = new CallerSessions(clock);
        this.onClose = onClose;
    }

    /** Without a container. */
    static AdministratorCallers open(Administrators administrators, Events events, AuthSettings settings, LongSupplier nanos, InstantSource clock) {
        return new AdministratorCallers(administrators, events, () -> settings, nanos, clock, () -> { });
    }

    @Deactivate
    public void close() {
        onClose.run();
    }

    @Override
    public Caller password(String name, char[] password, Optional<String> code, String via, String from, Locale language) throws Refusal {
        try {
            mayTry(from, name);
            Administrator who = password.length <= MAX_PASSWORD ? verified(name, password, code) : null;
            if (who == null) {
                throw refused(from, name, via, "PASSWORD");
            }
            guessing.succeeded(from, name);
            if (sessions.seen(name, via, from, Optional.empty())) {
                events.publish(new LoginAccepted("admin-" + via, from, name, "PASSWORD"));
            }
            return caller(who, via, from, language);
        } catch (DirectoryUnavailable away) {
            throw unavailable(away);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void mayCompute() throws Refusal {
        try {
            if (computing.tryAcquire(1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(Kind.LIMIT, Text.of(AdministratorCallers.class, "busy"));
    }

    /** Null where name, password or code are wrong: nobody learns which. */
    private Administrator verified(String name, char[] password, Optional<String> code) throws Refusal {
        mayCompute();
        try {
            boolean factor = administrators.administrator(name).filter(Administrator::secondFactor).isPresent();
            // a password as long as that is computed for every name, so that the time does not tell who has a second factor
            boolean joined = factor && code.isEmpty() && password.length > CODE_LENGTH;
            String asked = joined ? new String(password, password.length - CODE_LENGTH, CODE_LENGTH) : code.orElse("");
            boolean right = administrators.verify(name, Arrays.copyOf(password, password.length - (joined ? CODE_LENGTH : 0))).isPresent();
            // the code of who does not know the password is not used up
            if (!right || factor && !administrators.useCode(name, asked)) {
                return null;
            }
            return administrators.administrator(name).filter(now -> now.secondFactor() == factor).orElse(null);
        } finally {
            computing.release();
        }
    }

    @Override
    public Caller token(String token, String via, String from, Locale language) throws Refusal {
        try {
            // a token cannot be guessed: a right one is good whoever else guesses from the same network
            Optional<Bearer> bearer = administrators.bearer(token);
            if (bearer.isEmpty()) {
                mayTry(from, "");
                throw refused(from, "", via, "TOKEN");
            }
            String id = bearer.get().token().id();
            if (sessions.seen(bearer.get().as().name(), via, from, Optional.of(id))) {
                events.publish(new LoginAccepted("admin-" + via, from, bearer.get().as().name(), "TOKEN " + id));
            }
            return caller(bearer.get().as(), via, from, language);
        } catch (DirectoryUnavailable away) {
            throw unavailable(away);
        }
    }

    @Override
    public List<Session> sessions() {
        return sessions.list();
    }

    private void mayTry(String from, String name) throws Refusal {
        var wait = guessing.mustWait(from, name);
        if (wait.isPresent()) {
            throw new Refusal(Kind.LIMIT, Text.of(AdministratorCallers.class, "wait", wait.get().toSeconds() + 1));
        }
    }

    private Refusal refused(String from, String name, String via, String mechanism) {
        guessing.failed(from, name);
        events.publish(new LoginRefused("admin-" + via, from, told(name), mechanism, "not the credentials of an administrator"));
        return new Refusal(Kind.UNKNOWN_CALLER, Text.of(AdministratorCallers.class, "unknown"));
    }

    private static Refusal unavailable(DirectoryUnavailable away) {
        return new Refusal(Kind.UNAVAILABLE, Text.of(AdministratorCallers.class, "unavailable", String.valueOf(away.getMessage())));
    }

    private static Caller caller(Administrator who, String via, String from, Locale language) {
        return new Caller(who.name(), Caller.Role.valueOf(who.role().name()), who.areas(), who.domains(), via, from, language);
    }

    /** For logs and events: bounded, without control characters. */
    private static String told(String name) {
        return (name.length() > MAX_TOLD ? name.substring(0, MAX_TOLD) : name).replaceAll("\\p{Cntrl}", "?");
    }
}
