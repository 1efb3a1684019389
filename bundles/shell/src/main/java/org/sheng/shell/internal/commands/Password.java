package org.sheng.shell.internal.commands;

import java.io.IOException;
import java.util.Arrays;
import org.apache.karaf.shell.api.console.Session;

/** A password from an option, or from the keyboard without echo. */
final class Password {
    private Password() { }

    static char[] given(String option, Session session) throws CommandFailure, IOException {
        if (option != null) {
            return option.toCharArray();
        }
        if (session.getTerminal() == null) {
            throw new CommandFailure("A password is needed: give --password PW.");
        }
        char[] first = typed(session, "Password: ");
        char[] again = typed(session, "Again: ");
        if (!Arrays.equals(first, again)) {
            throw new CommandFailure("The two passwords differ; nothing was changed.");
        }
        return first;
    }

    private static char[] typed(Session session, String prompt) throws CommandFailure, IOException {
        String typed = session.readLine(prompt, '*');
        if (typed == null) {
            throw new CommandFailure("A password is needed: give --password PW.");
        }
        return typed.toCharArray();
    }
}
