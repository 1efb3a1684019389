package org.sheng.shell.internal.control;

import java.io.InputStream;
import java.io.PrintStream;
import java.security.PrivilegedAction;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Runs one command line in a shell session of its own, as the administrator, and says whether it succeeded. */
final class CommandRun {

    /** The session variable that holds the client's working directory, an absolute path. */
    static final String DIRECTORY = "sheng.cwd";

    /** Scopes searched for a command named without one. */
    private static final String SCOPES = "sheng:shell:bundle:*";

    private static final Subject ADMINISTRATOR = new Subject(true, Set.of(new UserPrincipal("admin"), new RolePrincipal("admin"),
            new RolePrincipal("manager"), new RolePrincipal("viewer"), new RolePrincipal("systembundles")), Set.of(), Set.of());

    private final SessionFactory sessions;

    CommandRun(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** @return the exit code: 0 exactly when the command succeeded */
    int execute(String command, String directory, PrintStream out, PrintStream err) {
        return Subject.doAs(ADMINISTRATOR, (PrivilegedAction<Integer>) () -> inSession(command, directory, out, err));
    }

    private int inSession(String command, String directory, PrintStream out, PrintStream err) {
        try (Session session = sessions.create(InputStream.nullInputStream(), out, err)) {
            session.put(Session.SCOPE, SCOPES);
            session.put(DIRECTORY, directory);
            Object result = session.execute(command);
            if (result != null) {
                out.println(result);
            }
            return 0;
        } catch (Exception e) {
            err.println(reason(e));
            return 1;
        } catch (LinkageError e) {
            err.println("The command cannot be loaded: " + e);
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static String reason(Exception e) {
        if (e.getClass().getSimpleName().equals("CommandNotFoundException")) {
            return e.getMessage() + ". `help` lists the commands.";
        }
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
