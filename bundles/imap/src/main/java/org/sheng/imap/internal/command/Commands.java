package org.sheng.imap.internal.command;

import static org.sheng.imap.internal.command.Commands.Tells.ALL;
import static org.sheng.imap.internal.command.Commands.Tells.NOTHING;
import static org.sheng.imap.internal.command.Commands.Tells.NO_EXPUNGE;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.State;
import org.sheng.net.Next;

/** The protocol as a table: which command is allowed in which state, what a client may be told before its answer, who does it. */
public final class Commands {
    private static final Set<State> ANY = EnumSet.allOf(State.class);
    private static final Set<State> BEFORE_LOGIN = EnumSet.of(State.NOT_AUTHENTICATED);
    private static final Set<State> LOGGED_IN = EnumSet.of(State.AUTHENTICATED, State.SELECTED);
    private static final Set<State> SELECTED = EnumSet.of(State.SELECTED);

    private static final Map<Class<? extends Command>, Entry> TABLE = new HashMap<>();

    static {
        // RFC 3501 §6.1, RFC 2971
        add(Command.Capability.class, ANY, ALL, Capability::handle);
        add(Command.Noop.class, ANY, ALL, Noop::handle);
        add(Command.Logout.class, ANY, NOTHING, Logout::handle);
        add(Command.Id.class, ANY, ALL, Id::handle);
        // RFC 3501 §6.2
        add(Command.StartTls.class, BEFORE_LOGIN, NOTHING, StartTls::handle);
        add(Command.Authenticate.class, BEFORE_LOGIN, NOTHING, Authenticate::handle);
        add(Command.Login.class, BEFORE_LOGIN, NOTHING, Login::handle);
        // RFC 3501 §6.3, RFC 5161, RFC 2342, RFC 2177
        add(Command.Enable.class, LOGGED_IN, ALL, Enable::handle);
        add(Command.Select.class, LOGGED_IN, NOTHING, Select::handle);
        add(Command.Create.class, LOGGED_IN, ALL, Create::handle);
        add(Command.Delete.class, LOGGED_IN, ALL, Delete::handle);
        add(Command.Rename.class, LOGGED_IN, ALL, Rename::handle);
        add(Command.Subscribe.class, LOGGED_IN, ALL, Subscribe::handle);
        add(Command.Unsubscribe.class, LOGGED_IN, ALL, Unsubscribe::handle);
        add(Command.List_.class, LOGGED_IN, ALL, List::handle);
        add(Command.Lsub.class, LOGGED_IN, ALL, Lsub::handle);
        add(Command.Namespace.class, LOGGED_IN, ALL, Namespace::handle);
        add(Command.Status.class, LOGGED_IN, ALL, Status::handle);
        add(Command.Append.class, LOGGED_IN, ALL, Append::handle);
        add(Command.Idle.class, LOGGED_IN, ALL, Idle::handle);
        // RFC 3501 §6.4, RFC 3691, RFC 4315, RFC 6851
        add(Command.Check.class, SELECTED, ALL, Check::handle);
        add(Command.Close.class, SELECTED, NOTHING, Close::handle);
        add(Command.Unselect.class, SELECTED, NOTHING, Unselect::handle);
        add(Command.Expunge.class, SELECTED, ALL, Expunge::handle);
        add(Command.Search.class, SELECTED, NO_EXPUNGE, Search::handle);
        add(Command.Fetch.class, SELECTED, NO_EXPUNGE, Fetch::handle);
        add(Command.Store.class, SELECTED, NO_EXPUNGE, Store::handle);
        add(Command.Copy.class, SELECTED, ALL, Copy::handle);
        add(Command.Move.class, SELECTED, ALL, Move::handle);
    }

    private Commands() { }

    /** What of the selected mailbox's changes the client is told before the tagged answer. */
    public enum Tells {
        NOTHING,
        /** RFC 3501 §7.4.1: not EXPUNGE, unless it is the form with UID. */
        NO_EXPUNGE,
        ALL
    }

    public record Entry(Set<State> states, Tells tells, Handler<Command> handler) { }

    /** Does a command. Answers with {@link ImapSession#ok}, {@link ImapSession#no} or {@link ImapSession#bad}. */
    @FunctionalInterface
    public interface Handler<C extends Command> {
        Next handle(ImapSession session, C command);
    }

    private static <C extends Command> void add(Class<C> command, Set<State> states, Tells tells, Handler<C> handler) {
        TABLE.put(command, new Entry(states, tells, (session, given) -> handler.handle(session, command.cast(given))));
    }

    /** Empty for what is no command. */
    public static Optional<Entry> entry(Command command) {
        return Optional.ofNullable(TABLE.get(command.getClass()));
    }

    /** What CAPABILITY says now. */
    public static String capabilities(ImapSession session) {
        return Capability.text(session);
    }
}
