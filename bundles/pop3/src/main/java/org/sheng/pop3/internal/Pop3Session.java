package org.sheng.pop3.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.net.Session;
import org.sheng.store.BlobReader;
import org.sheng.store.StoreException;

/**
 * One client's conversation: takes lines apart, looks them up in the table, and holds what lasts between two commands.
 */
final class Pop3Session implements Session {
    /** What a client may send without a line end: responses of SASL can be long (RFC 5034 §4). */
    static final int LONGEST_LINE = 16_384;
    /** RFC 2449 §4 has 255 octets with CRLF; some more is taken for long user names and passwords. */
    private static final int LONGEST_COMMAND = 1_024;

    private final Pop3Sessions shared;
    private final Connection connection;
    private Phase phase = Phase.AUTHORIZATION;
    private String userName = "";
    private int failedLogins;
    private Optional<Maildrop> maildrop = Optional.empty();
    private Optional<BlobReader> reading = Optional.empty();
    /** Takes the next line in place of the table, during an exchange of AUTH. */
    private Optional<Function<String, Next>> answering = Optional.empty();

    Pop3Session(Pop3Sessions shared, Connection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    // --- what the engine calls ---

    @Override
    public Next input(ByteBuffer unread) {
        int end = lineEnd(unread);
        if (end < 0) {
            return Next.MORE;
        }
        byte[] bytes = new byte[end - unread.position()];
        unread.get(bytes);
        unread.get(); // LF
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (answering.isPresent()) {
            Function<String, Next> answer = answering.get();
            answering = Optional.empty();
            return answer.apply(line);
        }
        return length > LONGEST_COMMAND ? error("the line is too long") : command(line);
    }

    /** RFC 2595 §4: what was learned before TLS is forgotten. */
    @Override
    public void secured() {
        userName = "";
        failedLogins = 0;
    }

    /** RFC 1939 §3: no response, and no UPDATE. */
    @Override
    public void timedOut() { }

    @Override
    public void overflow() {
        error("the line is too long");
    }

    @Override
    public void stopping() {
        error("[SYS/TEMP] this server stops; nothing was deleted, come back later");
    }

    @Override
    public void closed() {
        reads(null);
        leaveMaildrop();
    }

    // --- what commands use ---

    Pop3Sessions shared() {
        return shared;
    }

    Connection connection() {
        return connection;
    }

    Origin origin() {
        return new Origin("pop3", connection.remote().getAddress().getHostAddress());
    }

    Phase phase() {
        return phase;
    }

    String userName() {
        return userName;
    }

    void userName(String name) {
        userName = name;
    }

    /** Only in TRANSACTION, where there is always one. */
    Maildrop maildrop() {
        return maildrop.orElseThrow();
    }

    void enter(Maildrop entered) {
        maildrop = Optional.of(entered);
        phase = Phase.TRANSACTION;
    }

    void leaveMaildrop() {
        maildrop.ifPresent(left -> shared.maildropsInUse().remove(left.account()));
        maildrop = Optional.empty();
    }

    /** The message that is being sent, null when that is done: closed then, or with the session. */
    void reads(BlobReader message) {
        reading.ifPresent(BlobReader::close);
        reading = Optional.ofNullable(message);
    }

    Next ok(String text) {
        connection.write("+OK " + text + "\r\n");
        return Next.AGAIN;
    }

    Next error(String text) {
        connection.write("-ERR " + text + "\r\n");
        return Next.AGAIN;
    }

    /** The client's next line goes to {@code answer}. */
    Next ask(String challenge, Function<String, Next> answer) {
        connection.write("+ " + challenge + "\r\n");
        answering = Optional.of(answer);
        return Next.AGAIN;
    }

    /** True when it was one failure too many for this connection. */
    boolean loginFailedTooOften() {
        failedLogins++;
        return failedLogins >= shared.settings().get().loginAttempts();
    }

    /** Goes on with a stage's result in turn with the session's other calls, where disk may be read. */
    <T> Next when(CompletionStage<T> stage, BiFunction<T, Throwable, Next> then) {
        CompletableFuture<Next> done = new CompletableFuture<>();
        stage.whenComplete((result, failure) -> connection.execute(() -> {
            try {
                done.complete(then.apply(result, failure));
            } catch (StoreException e) {
                done.complete(unavailable(e));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }));
        return Next.after(done);
    }

    /** RFC 3206 §3: the trouble is ours, and goes by itself or by an administrator. */
    Next unavailable(RuntimeException trouble) {
        return error("[SYS/TEMP] the mail store cannot answer now, try again later");
    }

    // --- lines ---

    private Next command(String line) {
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        Optional<Commands.Row> row = Commands.named(name);
        if (row.isEmpty()) {
            return error("no such command; CAPA lists what there is");
        }
        if (!row.get().phases().contains(phase)) {
            return error(phase == Phase.AUTHORIZATION ? "log in first" : "only before the login");
        }
        Arguments arguments;
        try {
            arguments = row.get().syntax().parse(blank < 0 ? "" : line.substring(blank + 1));
        } catch (IllegalArgumentException e) {
            return error(row.get().name() + " takes " + row.get().syntax().usage());
        }
        try {
            return row.get().command().run(this, arguments);
        } catch (StoreException e) {
            return unavailable(e);
        }
    }

    private static int lineEnd(ByteBuffer unread) {
        for (int i = unread.position(); i < unread.limit(); i++) {
            if (unread.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }
}
