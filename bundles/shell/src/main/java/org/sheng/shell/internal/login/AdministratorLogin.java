package org.sheng.shell.internal.login;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;
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
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.sheng.directory.Administrators;
import org.sheng.directory.DirectoryUnavailable;

/** Checks name and password of one login; made by JAAS for each. */
public final class AdministratorLogin implements LoginModule {

    private Subject subject;
    private CallbackHandler asked;
    private Administrators administrators;
    private Set<Principal> principals = Set.of();

    @Override
    public void initialize(Subject who, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        subject = who;
        asked = handler;
        administrators = (Administrators) options.get(Administrators.class.getName());
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
            Administrators.Role role = administrators.verify(name.getName(), password.getPassword())
                    .orElseThrow(() -> new FailedLoginException("wrong name or password"));
            // The shell's commands do not tell roles apart, so only who may do everything comes in.
            if (role != Administrators.Role.SYSTEM) {
                throw new FailedLoginException("only system administrators may log in to the shell");
            }
        } catch (IOException | UnsupportedCallbackException | DirectoryUnavailable e) {
            throw (LoginException) new LoginException("the password cannot be checked: " + e.getMessage()).initCause(e);
        } finally {
            password.clearPassword();
        }
        principals = Set.of(new UserPrincipal(name.getName()), new RolePrincipal("ssh"), new RolePrincipal("admin"),
                new RolePrincipal("manager"), new RolePrincipal("viewer"), new RolePrincipal("systembundles"));
        return true;
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
