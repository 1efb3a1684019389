package org.sheng.smtp.session;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.User;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.net.Session;
import org.sheng.smtp.parse.BadSyntax;
import org.sheng.smtp.parse.CommandLine;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's conversation in SMTP, submission or LMTP (RFC 5321, RFC 6409, RFC 2033). */
public final class SmtpSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);
    /** RFC 5321 §4.5.3.1.4 has 512 octets, RFC 1870, RFC 4954 and others add to it; RFC 4954 §4 has 12,288 for AUTH. */
    private static final int MAX_LINE = 2048;
    private static final int MAX_AUTH_LINE = 12_288;
    /** Of a line too long, before the client is cut. */
    private static final long MAX_PASSED_OVER = 1024 * 1024;

    private final Connection connection;
    private final Dialect dialect;
    private final Policy policy;
    private final Services services;
    private Phase phase = Phase.CONNECTED;
    private String helloName = "";
    private boolean extended;
    private Optional<User> user = Optional.empty();
    private Transaction transaction;
    private MailData data;
    private Exchange exchange;
    private int errors;
    private long passedOver;

    public SmtpSession(Connection connection, Dialect dialect, Policy policy, Services services) {
        this.connection = connection;
        this.dialect = dialect;
        this.policy = policy;
        this.services = services;
        reply(new Reply(220, "", services.node().hostName() + " " + dialect.name() + " Sheng"));
    }

    /** A dialogue within a command: the lines that come are its, not commands (AUTH). */
    @FunctionalInterface
    public interface Exchange {
        Next line(String line);
    }

    // --- Session ---

    @Override
    public Next input(ByteBuffer unread) {
        return data != null ? data.take(unread) : line(unread);
    }

    private Next line(ByteBuffer unread) {
        int most = exchange != null || dialect.has("AUTH") ? MAX_AUTH_LINE : MAX_LINE;
        int length = CommandLine.lengthOf(unread, most);
        if (passedOver > 0 || length < 0 && unread.remaining() >= most) {
            return passOver(unread);
        }
        if (length < 0) {
            return Next.MORE;
        }
        try {
            String line = CommandLine.take(unread, length);
            return exchange != null ? exchange.line(line) : command(CommandLine.parse(line));
        } catch (BadSyntax e) {
            exchange = null;
            return refuse(new Reply(e.code(), e.status(), e.getMessage()));
        }
    }

    private Next passOver(ByteBuffer unread) {
        int length = CommandLine.lengthOf(unread, unread.remaining());
        int taken = length < 0 ? unread.remaining() : length;
        passedOver += taken;
        unread.position(unread.position() + taken);
        if (passedOver > MAX_PASSED_OVER) {
            overflow();
            return Next.CLOSE;
        }
        if (length < 0) {
            return Next.MORE;
        }
        passedOver = 0;
        exchange = null;
        return refuse(new Reply(500, "5.5.2", "the line is too long")); // RFC 5321 §4.5.3.1.9
    }

    private Next command(CommandLine line) throws BadSyntax {
        Optional<Verb<?>> verb = dialect.verb(line.verb());
        if (verb.isEmpty()) {
            return refuse(new Reply(500, "5.5.1", "no such command"));
        }
        if (!verb.get().phases().contains(phase)) {
            return refuse(new Reply(503, "5.5.1", phase == Phase.CONNECTED ? "say " + dialect.hello() + " first" : phase.hint()));
        }
        try {
            return verb.get().run(this, line.argument());
        } catch (StoreException e) {
            return refuse(StoreReplies.of(e));
        } catch (DirectoryUnavailable e) {
            LOG.warn("{} {}: {} could not be answered: {}", policy.service(), connection.id(), line.verb(), e.toString());
            return refuse(Reply.LOCAL_ERROR);
        }
    }

    @Override
    public void secured() {
        // RFC 3207 §4.2: all knowledge from before TLS is thrown away.
        forget();
        helloName = "";
        extended = false;
        phase = Phase.CONNECTED;
    }

    @Override
    public void timedOut() {
        reply(new Reply(421, "4.4.2", services.node().hostName() + " has waited too long and closes")); // RFC 5321 §4.5.3.2.7
    }

    @Override
    public void overflow() {
        reply(new Reply(500, "5.5.2", "a line without end; closing"));
    }

    @Override
    public void stopping() {
        reply(new Reply(421, "4.3.2", services.node().hostName() + " stops the service; come again")); // RFC 5321 §3.8
    }

    @Override
    public void closed() {
        forget();
    }

    // --- for commands ---

    public Connection connection() {
        return connection;
    }

    public Dialect dialect() {
        return dialect;
    }

    public Policy policy() {
        return policy;
    }

    public Services services() {
        return services;
    }

    public Phase phase() {
        return phase;
    }

    /** Null outside of a transaction, which the table sees to. */
    public Transaction transaction() {
        return transaction;
    }

    /** As the client gave it. */
    public String helloName() {
        return helloName;
    }

    /** True after EHLO or LHLO. */
    public boolean extended() {
        return extended;
    }

    /** Who authenticated. */
    public Optional<User> user() {
        return user;
    }

    /** Numeric, without zone. */
    public String client() {
        return numeric(connection.remote().getAddress());
    }

    static String numeric(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    public Next reply(Reply reply) {
        connection.write(reply.line() + "\r\n");
        return Next.AGAIN;
    }

    /** A negative reply; after too many the session ends. */
    public Next refuse(Reply reply) {
        reply(reply);
        if (++errors < policy.limits().errors()) {
            return Next.AGAIN;
        }
        reply(new Reply(421, "4.7.0", "too many errors; closing"));
        return Next.CLOSE;
    }

    /** A negative reply about a message that began: told to those who listen. */
    public Next refuseMail(Reply reply, MailFrom from, List<MailAddress> recipients) {
        return refuseMail(reply, transaction != null ? transaction.trace() : TraceId.next(), from, recipients);
    }

    Next refuseMail(Reply reply, String trace, MailFrom from, List<MailAddress> recipients) {
        services.events().publish(new MailEvent.MessageRefused(trace, policy.service(), client(), from.sender(), recipients, reply.line()));
        return refuse(reply);
    }

    public void greeted(String name, boolean withExtensions) {
        forget(); // RFC 5321 §4.1.4: a new hello resets
        helloName = name;
        extended = withExtensions;
        phase = Phase.GREETED;
    }

    public void authenticated(User who) {
        user = Optional.of(who);
        connection.authenticated(who.address().toString());
    }

    public void exchange(Exchange next) {
        exchange = next;
    }

    public void endExchange() {
        exchange = null;
    }

    public void begin(MailFrom from) {
        transaction = new Transaction(from);
        phase = Phase.SENDER;
    }

    public void recipient(MailAddress address) {
        transaction.accept(address);
        phase = Phase.RECIPIENTS;
    }

    /** Gives the transaction up, or ends it. */
    public void reset() {
        forget();
        if (phase != Phase.CONNECTED) {
            phase = Phase.GREETED;
        }
    }

    private void forget() {
        if (data != null) {
            data.abort();
            data = null;
        }
        transaction = null;
        exchange = null;
    }

    // --- mail data ---

    /** From now on the client's bytes are the message. */
    public void beginData() {
        data = new MailData(this);
    }

    /** The message is the commit's: who hangs up now does not stop it. */
    void handOver() {
        data = null;
    }

    /** A message was taken: what went wrong before it counts no more. */
    void forgive() {
        errors = 0;
    }
}
