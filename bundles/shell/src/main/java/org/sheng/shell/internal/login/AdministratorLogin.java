package org.sheng.shell.internal.login;

import java.io.IOException;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.sheng.operation.Caller;
import org.sheng.operation.Callers;
import org.sheng.operation.Refusal;

/** Checks name and password of one login; made by JAAS for each. */
public final class AdministratorLogin implements LoginModule {

    private Subject subject;
    private CallbackHandler asked;
    private Callers callers;
    private Set<Principal> principals = Set.of();

    @Override
    public void initialize(Subject who, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        subject = who;
        asked = handler;
        callers = (Callers) options.get(Callers.class.getName());
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("name");
        PasswordCallback password = new PasswordCallback("password", false);
        try {
            asked.handle(new Callback[] {name, password});
            if (name.getName() == null || password.getPassword() == null) {
                throw new FailedLoginException("name and password are needed");
            }
            Caller caller = callers.password(name.getName(), password.getPassword(), Optional.empty(), "ssh", client(), Locale.ROOT);
            // The shell's commands do not tell roles apart, so only who may do everything comes in.
            if (caller.role() != Caller.Role.SYSTEM || !caller.areas().isEmpty()) {
                throw new FailedLoginException("only system administrators may log in to the shell");
            }
        } catch (Refusal no) {
            throw no.kind() == Refusal.Kind.UNKNOWN_CALLER ? new FailedLoginException(no.getMessage()) : new LoginException(no.getMessage());
        } catch (IOException | UnsupportedCallbackException e) {
            throw (LoginException) new LoginException("the password cannot be checked: " + e.getMessage()).initCause(e);
        } finally {
            password.clearPassword();
        }
        principals = Set.of(new UserPrincipal(name.getName()), new RolePrincipal("ssh"), new RolePrincipal("admin"),
                new RolePrincipal("manager"), new RolePrincipal("viewer"), new RolePrincipal("systembundles"));
        return true;
    }

    /** The numeric address, of which Karaf says {@code /192.0.2.1:5000} or {@code /[2001:db8::1]:5000}; empty where it says none. */
    private String client() {
        return subject.getPrincipals(ClientPrincipal.class).stream().findFirst().map(ClientPrincipal::getAddress)
                .map(said -> said.replaceFirst("^.*/", "").replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "")).orElse("");
    }

    @Override
    public boolean commit() {
        subject.getPrincipals().addAll(principals);
        return !principals.isEmpty();
    }

    @Override
    public boolean abort() {
        principals = Set.of();
        return true;
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().removeAll(principals);
        principals = Set.of();
        return true;
    }
}
