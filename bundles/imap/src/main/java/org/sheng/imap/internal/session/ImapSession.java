package org.sheng.imap.internal.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.User;
import org.sheng.imap.internal.Imap;
import org.sheng.imap.internal.ImapSettings;
import org.sheng.imap.internal.command.Commands;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.Request;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.net.Session;
import org.sheng.store.BlobReader;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.StoreException;

/** A client's conversation: reads commands, has them done one after another, tells what changed in the selected mailbox. */
public final class ImapSession implements Session {
    private static final int MOST_BAD_BEFORE_LOGIN = 20;

    private final Imap imap;
    private final Connection connection;
    private final Out out;
    private final CommandInput commands = new CommandInput(this);
    private final Turns turns;
    private final Idling idling;
    private Listener listener;
    private State state = State.NOT_AUTHENTICATED;
    private User user;
    private volatile Selected selected;
    private boolean condstore;
    private int refused;
    private int bad;
    private String tag = "*";
    private Commands.Entry current;
    private boolean expungeAllowed;
    private boolean closing;
    private BlobReader reading;


    public ImapSession(Imap imap, Connection connection) {
        this.imap = imap;
        this.connection = connection;
        this.out = new Out(connection);
        this.turns = new Turns(connection, out, this::failed);
        this.idling = new Idling(this, turns);
        out.raw("* OK [CAPABILITY ").raw(Commands.capabilities(this)).raw("] Sheng IMAP4rev1 server ready\r\n").send();
    }

    // --- the engine's calls ---

    @Override
    public Next input(ByteBuffer unread) {
        try {
            return listener == null ? commands.input(unread) : listener.input(unread);
        } finally {
            out.send();
        }
    }

    Next perform(Request request) {
        tag = request.tag();
        Command command = request.command();
        Optional<Commands.Entry> found = Commands.entry(command);
        if (found.isEmpty()) {
            return refuseSyntax(command);
        }
        current = found.get();
        expungeAllowed = current.tells() == Commands.Tells.ALL || command.uid();
        if (!current.states().contains(state)) {
            return refuseState(command);
        }
        try {
            return current.handler().handle(this, command);
        } catch (StoreException | DirectoryUnavailable e) {
            return failed(e);
        }
    }

    private Next refuseSyntax(Command command) {
        String why = command instanceof Command.Invalid invalid ? invalid.reason() : "There is no command " + command.name();
        out.raw(tag).raw(" BAD ").line(command instanceof Command.Unknown unknown ? "There is no command " + unknown.word() : why);
        if (state == State.NOT_AUTHENTICATED && ++bad == MOST_BAD_BEFORE_LOGIN) {
            return bye("Too many commands that are none");
        }
        return Next.AGAIN;
    }

    private Next refuseState(Command command) {
        String why = switch (state) {
            case NOT_AUTHENTICATED -> "log in first";
            case AUTHENTICATED -> current.states().contains(State.SELECTED) ? "select a mailbox first" : "you are logged in";
            case SELECTED -> "you are logged in";
        };
        out.raw(tag).raw(" BAD ").line(command.name() + " cannot be now: " + why);
        if (command instanceof Command.Append append && !append.waits()) {
            return bye("The message that follows cannot be taken");
        }
        return Next.AGAIN;
    }

    @Override
    public void secured() {
        commands.clear();
        listener = null;
    }

    @Override
    public void timedOut() {
        out.line("* BYE Nothing was heard for too long").send();
    }

    @Override
    public void overflow() {
        out.line("* BYE [TOOBIG] Too much was sent at once").send();
    }

    @Override
    public void stopping() {
        out.line("* BYE [UNAVAILABLE] The service stops").send();
    }

    @Override
    public void closed() {
        closing = true;
        if (listener instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        reads(null);
        unselect();
    }

    // --- answers ---

    /** The tagged OK, after what changed in the mailbox. {@code text} may begin with a response code. */
    public Next ok(String text) {
        return finish(" OK ", text);
    }

    /** The tagged NO, after what changed in the mailbox. */
    public Next no(String text) {
        return finish(" NO ", text);
    }

    public Next bad(String text) {
        return finish(" BAD ", text);
    }

    private Next finish(String status, String text) {
        Selected mailbox = selected;
        if (mailbox == null || !mailbox.isDirty() || current.tells() == Commands.Tells.NOTHING) {
            return tagged(status, text);
        }
        return run(new Sync(this, expungeAllowed), () -> tagged(status, text));
    }

    private Next tagged(String status, String text) {
        out.raw(tag).raw(status).line(text);
        return closing ? Next.CLOSE : Next.AGAIN;
    }

    public Next bye(String text) {
        out.raw("* BYE ").line(text);
        return Next.CLOSE;
    }

    /** What the store or the directory refused, in the client's words (RFC 5530). */
    public Next failed(Throwable cause) {
        return tagged(" NO ", Refusals.text(cause));
    }

    // --- work ---

    /** Does the work, in steps, then what follows it. Until then no further command is read. */
    public Next run(Work work, Supplier<Next> then) {
        return turns.run(work, then);
    }

    /** Waits for the stage, then follows in the session's turn; refusals of store and directory are answered. */
    public <T> Next await(CompletionStage<T> stage, BiFunction<T, Throwable, Next> then) {
        return turns.await(stage, then);
    }

    /** As {@link #await}, where a failure is answered and ends the command. */
    public <T> Next awaitOrFail(CompletionStage<T> stage, Function<T, Next> then) {
        return await(stage, (value, failure) -> failure == null ? then.apply(value) : failed(failure));
    }

    /** The message that is being sent, null when that is done: closed with the session, or when there is another. */
    public void reads(BlobReader message) {
        if (reading != null) {
            reading.close();
        }
        reading = message;
    }

    // --- the selected mailbox ---

    public void select(Mailbox mailbox, boolean readOnly) {
        unselect();
        selected = new Selected(store(), mailbox, readOnly, idling::news);
        state = State.SELECTED;
    }

    public void unselect() {
        Selected before = selected;
        if (before != null) {
            before.close();
            selected = null;
            state = State.AUTHENTICATED;
        }
    }

    /** RFC 2180 §3: a mailbox that another session deleted. */
    void mailboxGone() {
        unselect();
        out.line("* BYE [NONEXISTENT] The selected mailbox was deleted");
        closing = true;
    }

    public void beginIdle() {
        idling.begin();
    }

    /** DONE came. */
    public Next endIdle() {
        listener = null;
        return idling.end(() -> finish(" OK ", "IDLE ended"), () -> tagged(" OK ", "IDLE ended"));
    }

    /** Something else than DONE came. */
    public Next abortIdle() {
        listener = null;
        return idling.end(() -> finish(" BAD ", "IDLE ends with DONE"), () -> tagged(" BAD ", "IDLE ends with DONE"));
    }

    boolean closing() {
        return closing;
    }

    // --- what commands need ---

    public Imap imap() {
        return imap;
    }

    public MailStore store() {
        return imap.store();
    }

    public ImapSettings settings() {
        return imap.settings().get();
    }

    public Connection connection() {
        return connection;
    }

    public Out out() {
        return out;
    }

    public State state() {
        return state;
    }

    public User user() {
        return user;
    }

    /** Only in the selected state. */
    public Selected selected() {
        return selected;
    }

    public String tag() {
        return tag;
    }

    public boolean condstore() {
        return condstore;
    }

    /** RFC 7162 §3.1: from now on all FETCH responses have the MODSEQ. */
    public void enableCondstore() {
        if (!condstore && selected != null) {
            out.raw("* OK [HIGHESTMODSEQ ").number(selected.modseq()).raw("] CONDSTORE is on\r\n");
        }
        condstore = true;
    }

    public Origin origin() {
        return new Origin("imap", connection.remote().getAddress().getHostAddress());
    }

    public void listen(Listener to) {
        listener = to;
    }

    public void loggedIn(User who) {
        user = who;
        state = State.AUTHENTICATED;
        connection.authenticated(who.address().toString());
        connection.idle(settings().idle());
    }

    /** True when it was the last that is allowed. */
    public boolean loginRefused() {
        return ++refused >= settings().loginAttempts();
    }
}
