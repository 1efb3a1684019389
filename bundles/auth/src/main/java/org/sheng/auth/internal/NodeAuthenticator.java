package org.sheng.auth.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.auth.Passwords;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.config.Settings;
import org.sheng.directory.Directory;
import org.sheng.event.Events;

/** The node's {@link Authenticator}. */
@Component(service = Authenticator.class)
public final class NodeAuthenticator implements Authenticator {
    private static final String PID = "org.sheng.auth";
    /** Of a login that came without SASL: IMAP LOGIN, POP3 USER and PASS. */
    private static final String NO_MECHANISM = "PASSWORD";

    private final Pools pools = new Pools();
    private final Verifier verifier;
    private final Supplier<AuthSettings> settings;
    private final Directory directory;
    private final Passwords passwords;
    private final Runnable onClose;

    @Activate
    public NodeAuthenticator(@Reference Directory directory, @Reference Passwords passwords, @Reference Events events,
            @Reference Settings settings) {
        this(directory, passwords, events, settings.watch(PID, AuthSettings.class, values -> { }));
    }

    private NodeAuthenticator(Directory directory, Passwords passwords, Events events, Settings.Watch<AuthSettings> watch) {
        this(directory, passwords, events, watch::values, System::nanoTime, watch::close);
    }

    private NodeAuthenticator(Directory directory, Passwords passwords, Events events, Supplier<AuthSettings> settings, LongSupplier nanos,
            Runnable onClose) {
        this.directory = directory;
        this.passwords = passwords;
        this.settings = settings;
        this.onClose = onClose;
        verifier = new Verifier(directory, passwords, events, settings, pools, nanos);
    }

    /** Without a container. */
    public static NodeAuthenticator open(Directory directory, Passwords passwords, Events events, AuthSettings settings) {
        return open(directory, passwords, events, settings, System::nanoTime);
    }

    static NodeAuthenticator open(Directory directory, Passwords passwords, Events events, AuthSettings settings, LongSupplier nanos) {
        return new NodeAuthenticator(directory, passwords, events, () -> settings, nanos, () -> { });
    }

    @Deactivate
    public void close() {
        onClose.run();
        pools.close();
    }

    @Override
    public CompletionStage<Verdict> verify(Origin origin, String login, char[] password) {
        return verifier.verify(origin, login, password, NO_MECHANISM);
    }

    @Override
    public List<String> mechanisms(boolean confidential) {
        return settings.get().mechanisms().stream().filter(name -> Mechanism.valueOf(constant(name)).allowed(confidential)).distinct().toList();
    }

    @Override
    public Optional<SaslExchange> sasl(Origin origin, String mechanism, boolean confidential) {
        if (!mechanisms(confidential).contains(mechanism)) {
            return Optional.empty();
        }
        return Optional.of(switch (Mechanism.valueOf(constant(mechanism))) {
            case PLAIN -> new PlainExchange(verifier, origin);
            case LOGIN -> new LoginExchange(verifier, origin);
            case SCRAM_SHA_256 -> new ScramExchange(verifier, directory, passwords, origin);
        });
    }

    private static String constant(String mechanism) {
        return mechanism.replace('-', '_');
    }

    /** The mechanisms there are. */
    private enum Mechanism {
        SCRAM_SHA_256(false), PLAIN(true), LOGIN(true);

        private final boolean showsPassword;

        Mechanism(boolean showsPassword) {
            this.showsPassword = showsPassword;
        }

        boolean allowed(boolean confidential) {
            return confidential || !showsPassword;
        }
    }
}
