package org.sheng.auth.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.auth.Authenticator.Origin;
import org.sheng.auth.Passwords;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.SaslExchange.Step;
import org.sheng.auth.Verdict;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.User;
import org.sheng.directory.internal.TestDirectory;
import org.sheng.event.MailEvent;
import org.sheng.event.MailEvent.LoginAccepted;
import org.sheng.event.MailEvent.LoginRefused;
import org.sheng.mail.MailAddress;

class AuthenticatorTest {
    private static final long POLL_NANOS = 5_000_000;
    private static final Origin CLIENT = new Origin("imap", "192.0.2.1");

    @TempDir
    Path folder;
    private TestDirectory test;
    private NodeAuthenticator authenticator;
    private Counted passwords;
    private User user;
    private final List<MailEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    @BeforeEach
    void open() throws Exception {
        test = TestDirectory.open(folder);
        test.addDomain("test.com");
        user = test.addUser("secret-1", "aaa@test.com", "a2@test.com");
        passwords = new Counted(test.passwords());
        authenticator = NodeAuthenticator.open(test.directory(), passwords, events::add, AuthSettings.DEFAULT, clock::get);
    }

    @AfterEach
    void close() {
        authenticator.close();
        test.close();
    }

    @Test
    void theRightPasswordIsAcceptedByEachAddressAndTheWrongOneIsNot() {
        assertEquals(new Verdict.Accepted(user), verify("AAA@test.com", "secret-1"));
        assertEquals(new Verdict.Accepted(user), verify("a2@test.com", "secret-1"));
        assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "secret-2"));
        assertInstanceOf(Verdict.Refused.class, verify("nobody@test.com", "secret-1"));
        assertInstanceOf(Verdict.Refused.class, verify("aaa", "secret-1"));
        assertEquals(List.of(new LoginAccepted("imap", "192.0.2.1", "aaa@test.com", "PASSWORD"),
                new LoginAccepted("imap", "192.0.2.1", "aaa@test.com", "PASSWORD"),
                new LoginRefused("imap", "192.0.2.1", "aaa@test.com", "PASSWORD", "wrong password"),
                new LoginRefused("imap", "192.0.2.1", "nobody@test.com", "PASSWORD", "no such user"),
                new LoginRefused("imap", "192.0.2.1", "aaa", "PASSWORD", "no such user")), events);
    }

    @Test
    void thePasswordIsOverwritten() {
        char[] password = "secret-1".toCharArray();
        await(authenticator.verify(CLIENT, "aaa@test.com", password));
        assertArrayEquals(new char[8], password);
    }

    @Test
    void aVerifiedLoginIsRememberedUntilItsTimeIsOver() {
        verify("aaa@test.com", "secret-1");
        verify("aaa@test.com", "secret-1");
        assertEquals(1, passwords.matches.get());
        clock.addAndGet(Duration.ofMinutes(10).toNanos());
        verify("aaa@test.com", "secret-1");
        assertEquals(2, passwords.matches.get());
    }

    @Test
    void aChangedPasswordIsForgottenAtOnceAndOtherChangesCostNoHash() throws Exception {
        verify("aaa@test.com", "secret-1");
        test.addUser("secret-1", "bbb@test.com");
        assertEquals(new Verdict.Accepted(user), verify("aaa@test.com", "secret-1"));
        assertEquals(1, passwords.matches.get());
        test.admin().changePassword(MailAddress.parse("aaa@test.com"), "secret-2".toCharArray());
        assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "secret-1"));
        assertEquals(new Verdict.Accepted(user), verify("aaa@test.com", "secret-2"));
        test.admin().deleteUser(MailAddress.parse("aaa@test.com"));
        assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "secret-2"));
    }

    @Test
    void anUnknownUserCostsAHashToo() {
        verify("nobody@test.com", "secret-1");
        assertEquals(1, passwords.matches.get());
    }

    @Test
    void aSuspendedUserIsToldSoOnlyWithTheRightPassword() throws Exception {
        var settings = test.admin().userSettings(user.address()).orElseThrow();
        test.admin().changeUser(user.address(), new org.sheng.directory.DirectoryAdmin.UserSettings(settings.addresses(), settings.name(), false,
                settings.plan(), settings.limits()));
        assertInstanceOf(Verdict.Suspended.class, verify("aaa@test.com", "secret-1"));
        assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "secret-2"));
        assertInstanceOf(Verdict.Suspended.class, scram("aaa@test.com", "secret-1"));
    }

    @Test
    void aWeakProofIsUpgradedAtLogin() throws Exception {
        Credentials before = test.directory().credentials(user.address()).orElseThrow();
        String hash = "$6$saltstring$C1LUUO9lqJdjnZzaJfF7yHx0a/nT0SoMViVsUSE8xmYSA/Tmo5V6oygxX6ieMhpMyKCcdPYGI1/yrSX4oBKS5/";
        test.directory().upgradeCredentials(user.id(), before, new Credentials(user.id(), hash, ""));
        assertInstanceOf(Verdict.Refused.class, scram("aaa@test.com", "secret-1"));
        assertEquals(new Verdict.Accepted(user), verify("aaa@test.com", "secret-1"));
        assertTrue(test.directory().credentials(user.address()).orElseThrow().hash().startsWith("$argon2id$"));
        assertEquals(new Verdict.Accepted(user), verify("aaa@test.com", "secret-1"));
        assertEquals(1, passwords.matches.get());
        assertEquals(new Verdict.Accepted(user), scram("aaa@test.com", "secret-1"));
    }

    @Test
    void plainAndLoginAreOfferedOnlyWhereNobodyListens() {
        assertEquals(List.of("SCRAM-SHA-256", "PLAIN", "LOGIN"), authenticator.mechanisms(true));
        assertEquals(List.of("SCRAM-SHA-256"), authenticator.mechanisms(false));
        assertEquals(Optional.empty(), authenticator.sasl(CLIENT, "PLAIN", false));
        assertEquals(Optional.empty(), authenticator.sasl(CLIENT, "GSSAPI", true));
    }

    @Test
    void plainTakesNameAndPasswordAndNobodyElsesIdentity() {
        assertEquals(new Verdict.Accepted(user), plain("\0aaa@test.com\0secret-1"));
        assertEquals(new Verdict.Accepted(user), plain("a2@test.com\0aaa@test.com\0secret-1"));
        assertInstanceOf(Verdict.Refused.class, plain("bbb@test.com\0aaa@test.com\0secret-1"));
        assertInstanceOf(Verdict.Refused.class, plain("\0aaa@test.com\0secret-2"));
        for (String malformed : List.of("", "\0", "\0\0", "aaa@test.com\0secret-1", "\0aaa@test.com\0", "\0aaa@test.com\0secret-1\0")) {
            assertInstanceOf(Verdict.Refused.class, plain(malformed));
        }
    }

    @Test
    void loginAsksForNameAndPassword() {
        SaslExchange exchange = authenticator.sasl(CLIENT, "LOGIN", true).orElseThrow();
        assertEquals("Username:", challenge(exchange.step(new byte[0])));
        assertEquals("Password:", challenge(exchange.step(bytes("aaa@test.com"))));
        assertEquals(new Verdict.Accepted(user), verdict(exchange.step(bytes("secret-1"))));

        SaslExchange withInitialResponse = authenticator.sasl(CLIENT, "LOGIN", true).orElseThrow();
        assertEquals("Password:", challenge(withInitialResponse.step(bytes("aaa@test.com"))));
        assertInstanceOf(Verdict.Refused.class, verdict(withInitialResponse.step(bytes("secret-2"))));
    }

    @Test
    void scramWorksWithAClientOfAnotherMaker() throws Exception {
        assertEquals(new Verdict.Accepted(user), scram("aaa@test.com", "secret-1"));
        assertInstanceOf(Verdict.Refused.class, scram("aaa@test.com", "secret-2"));
        assertInstanceOf(Verdict.Refused.class, scram("nobody@test.com", "secret-1"));
        assertEquals(0, passwords.matches.get());
    }

    @Test
    void scramRefusesWhatBreaksItsRules() {
        for (String first : List.of("", "n,,n=,r=abcdefgh", "p=tls-unique,,n=aaa@test.com,r=abcdefgh", "n,,m=x,n=aaa@test.com,r=abcdefgh",
                "n,,n=a=XXb,r=abcdefgh")) {
            assertInstanceOf(Verdict.Refused.class, verdict(authenticator.sasl(CLIENT, "SCRAM-SHA-256", true).orElseThrow().step(bytes(first))));
        }
        SaslExchange exchange = authenticator.sasl(CLIENT, "SCRAM-SHA-256", true).orElseThrow();
        String serverFirst = challenge(exchange.step(bytes("n,,n=aaa@test.com,r=abcdefgh")));
        assertTrue(serverFirst.matches("r=abcdefgh[A-Za-z0-9+/]{24},s=[A-Za-z0-9+/=]{24},i=4096"), serverFirst);
        String otherNonce = "c=biws,r=abcdefghX,p=" + "A".repeat(43) + "=";
        assertInstanceOf(Verdict.Refused.class, verdict(exchange.step(bytes(otherNonce))));
    }

    @Test
    void whoGuessesHasToWaitAndOthersDoNot() {
        for (int i = 0; i < 8; i++) {
            assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "guess-" + i));
        }
        assertInstanceOf(Verdict.Busy.class, verify("aaa@test.com", "secret-1"));
        assertInstanceOf(Verdict.Busy.class, verdictOfScram("aaa@test.com"));
        Origin elsewhere = new Origin("imap", "198.51.100.1");
        assertEquals(new Verdict.Accepted(user), await(authenticator.verify(elsewhere, "aaa@test.com", "secret-1".toCharArray())));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "guess-8"));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertInstanceOf(Verdict.Busy.class, verify("aaa@test.com", "secret-1"));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertEquals(new Verdict.Accepted(user), verify("aaa@test.com", "secret-1"));
        assertInstanceOf(Verdict.Refused.class, verify("aaa@test.com", "guess-9"));
    }

    @Test
    void aClientThatTriesManyLoginsHasToWait() {
        for (int i = 0; i < 50; i++) {
            assertInstanceOf(Verdict.Refused.class, verify("nobody" + i + "@test.com", "secret-1"));
        }
        assertInstanceOf(Verdict.Busy.class, verify("aaa@test.com", "secret-1"));
        assertEquals(new Verdict.Accepted(user), await(authenticator.verify(new Origin("imap", "192.0.2.2"), "aaa@test.com", "secret-1".toCharArray())));
    }

    @Test
    void aDirectoryThatIsAwayIsBusyAndNotRefused() {
        verify("aaa@test.com", "secret-1");
        test.close();
        assertInstanceOf(Verdict.Busy.class, verify("aaa@test.com", "secret-2"));
        assertInstanceOf(Verdict.Busy.class, verdictOfScram("a2@test.com"));
    }

    @Test
    void moreLoginsAtOnceThanHaveAPlaceAreBusyAndNoneIsLost() throws Exception {
        passwords.hold = new CountDownLatch(1);
        int many = 400;
        List<CompletableFuture<Verdict>> all = new CopyOnWriteArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(authenticator.verify(new Origin("imap", "10.0." + i % 250 + "." + i / 250), "aaa@test.com", ("secret-" + i).toCharArray())
                    .toCompletableFuture());
        }
        int places = 256 + Runtime.getRuntime().availableProcessors();
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (all.stream().filter(CompletableFuture::isDone).count() < many - places && System.nanoTime() < limit) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        passwords.hold.countDown();
        long busy = 0;
        for (CompletableFuture<Verdict> each : all) {
            busy += each.get(60, TimeUnit.SECONDS) instanceof Verdict.Busy ? 1 : 0;
        }
        assertEquals(many - places, busy);
    }

    @Test
    void rememberedLoginsAreFast() {
        verify("aaa@test.com", "secret-1");
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int many = 10_000;
        for (int i = 0; i < many; i++) {
            verify("aaa@test.com", "secret-1");
        }
        long start = threads.getCurrentThreadCpuTime(); // a remembered login is answered on the caller's thread
        for (int i = 0; i < many; i++) {
            verify("aaa@test.com", "secret-1");
        }
        double micros = (threads.getCurrentThreadCpuTime() - start) / 1e3 / many;
        System.out.printf("a remembered login costs %.0f us of CPU%n", micros);
        assertEquals(1, passwords.matches.get());
        assertTrue(micros < 500, "costs " + micros + " us");
    }

    private Verdict verify(String login, String password) {
        return await(authenticator.verify(CLIENT, login, password.toCharArray()));
    }

    private Verdict plain(String message) {
        return verdict(authenticator.sasl(CLIENT, "PLAIN", true).orElseThrow().step(bytes(message)));
    }

    private Verdict verdictOfScram(String login) {
        return verdict(authenticator.sasl(CLIENT, "SCRAM-SHA-256", true).orElseThrow().step(bytes("n,,n=" + login + ",r=abcdefgh")));
    }

    /** The whole exchange with the client of com.ongres. */
    private Verdict scram(String login, String password) throws Exception {
        ScramClient client = ScramClient.builder().advertisedMechanisms(List.of("SCRAM-SHA-256")).username(login).password(password.toCharArray())
                .stringPreparation(StringPreparation.POSTGRESQL_PREPARATION).build();
        SaslExchange exchange = authenticator.sasl(CLIENT, "SCRAM-SHA-256", false).orElseThrow();
        client.serverFirstMessage(challenge(exchange.step(bytes(client.clientFirstMessage().toString()))));
        Step step = await(exchange.step(bytes(client.clientFinalMessage().toString())));
        if (step instanceof Step.Done done) {
            return done.verdict();
        }
        client.serverFinalMessage(new String(((Step.Challenge) step).bytes(), StandardCharsets.UTF_8));
        return verdict(exchange.step(new byte[0]));
    }

    private static String challenge(CompletionStage<Step> step) {
        return new String(assertInstanceOf(Step.Challenge.class, await(step)).bytes(), StandardCharsets.UTF_8);
    }

    private static Verdict verdict(CompletionStage<Step> step) {
        return assertInstanceOf(Step.Done.class, await(step)).verdict();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The real ones, counted, and held where a test wants them slow. */
    private static final class Counted implements Passwords {
        private final Passwords real;
        private final AtomicInteger matches = new AtomicInteger();
        private volatile CountDownLatch hold = new CountDownLatch(0);

        Counted(Passwords real) {
            this.real = real;
        }

        @Override
        public Match match(Credentials stored, char[] password) {
            matches.incrementAndGet();
            try {
                assertTrue(hold.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return real.match(stored, password);
        }

        @Override
        public void matchNobody(char[] password) {
            matches.incrementAndGet();
            real.matchNobody(password);
        }

        @Override
        public Credentials make(UUID id, char[] password) {
            return real.make(id, password);
        }

        @Override
        public Credentials makeQuickly(UUID id, char[] password) {
            return real.makeQuickly(id, password);
        }

        @Override
        public Optional<String> recognise(String text) {
            return real.recognise(text);
        }

        @Override
        public String hash(char[] password) {
            return real.hash(password);
        }

        @Override
        public Optional<ScramKeys> scram(Credentials stored) {
            return real.scram(stored);
        }

        @Override
        public ScramKeys scramOfNobody(String login) {
            return real.scramOfNobody(login);
        }

        @Override
        public Optional<byte[]> scramSignature(ScramKeys keys, byte[] authMessage, byte[] clientProof) {
            return real.scramSignature(keys, authMessage, clientProof);
        }

        @Override
        public String seal(String purpose, byte[] secret) {
            return real.seal(purpose, secret);
        }

        @Override
        public Optional<byte[]> unseal(String purpose, String sealed) {
            return real.unseal(purpose, sealed);
        }
    }
}
