package org.sheng.smtp.session;

import java.util.Set;
import org.sheng.net.Next;
import org.sheng.smtp.parse.BadSyntax;

/** A line of the protocol's table: a command, when it is allowed, its syntax, its effect. */
public record Verb<A>(String name, Set<Phase> phases, Syntax<A> syntax, Action<A> action) {

    public static <A> Verb<A> verb(String name, Set<Phase> phases, Syntax<A> syntax, Action<A> action) {
        return new Verb<>(name, phases, syntax, action);
    }

    @FunctionalInterface
    public interface Syntax<A> {
        A parse(String argument) throws BadSyntax;
    }

    /** One for all sessions: what it knows of a client is in the session. */
    @FunctionalInterface
    public interface Action<A> {
        Next act(SmtpSession session, A argument);
    }

    Next run(SmtpSession session, String argument) throws BadSyntax {
        return action.act(session, syntax.parse(argument));
    }
}
