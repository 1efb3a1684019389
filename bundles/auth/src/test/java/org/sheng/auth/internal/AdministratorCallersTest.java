package org.sheng.auth.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.internal.TestDirectory;
import org.sheng.event.MailEvent;
import org.sheng.event.MailEvent.LoginRefused;
import org.sheng.operation.Area;
import org.sheng.operation.Caller;
import org.sheng.operation.Callers.Session;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

@Timeout(120)
class AdministratorCallersTest {
    private static final String HOME = "192.0.2.7";
    private static final String AWAY = "198.51.100.9";

    @TempDir
    Path data;
    private final List<MailEvent> events = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long nanos;
    private TestDirectory directory;
    private Administrators administrators;
    private AdministratorCallers callers;

    @BeforeEach
    void open() throws Exception {
        directory = TestDirectory.open(data);
        administrators = directory.jpa().administrators();
        administrators.add("root", Role.SYSTEM, "secret-1".toCharArray());
        administrators.add(new Administrator("op", Role.OPERATOR, Set.of(Area.SERVICES), Set.of(), false), "secret-2".toCharArray());
        callers = AdministratorCallers.open(administrators, events::add, AuthSettings.DEFAULT, () -> nanos, () -> now);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void anAdministratorIsKnownByNameAndPasswordWhichIsWiped() throws Exception {
        char[] password = "secret-2".toCharArray();
        assertEquals(new Caller("op", Caller.Role.OPERATOR, Set.of(Area.SERVICES), Set.of(), "rest", HOME, Locale.ROOT),
                callers.password("op", password, Optional.empty(), "rest", HOME, Locale.ROOT));
        assertArrayEquals(new char[8], password);
        String wrong = refused(Kind.UNKNOWN_CALLER, "op", "secret-1", "");
        assertEquals(wrong, refused(Kind.UNKNOWN_CALLER, "nobody", "secret-1", ""), "nobody learns which names there are");
        assertEquals(wrong, refused(Kind.UNKNOWN_CALLER, "op", "x".repeat(2_000), ""));
        assertEquals(3, events.stream().filter(LoginRefused.class::isInstance).count());
    }

    @Test
    void whoHasASecondFactorNeedsItsCodeApartOrBehindThePassword() throws Exception {
        byte[] secret = decoded(administrators.beginFactor("root").secret());
        long step = Instant.now().getEpochSecond() / 30;
        List<String> recovery = administrators.confirmFactor("root", code(secret, step));
        String wrong = refused(Kind.UNKNOWN_CALLER, "root", "secret-1", "");
        assertEquals(wrong, refused(Kind.UNKNOWN_CALLER, "root", "secret-1", code(secret, step)), "used to confirm");
        assertEquals(wrong, refused(Kind.UNKNOWN_CALLER, "root", "wrong-1", recovery.get(0)));
        assertEquals("root", password("root", "secret-1", recovery.get(0)).name(), "a wrong password does not use a code up");
        assertEquals(wrong, refused(Kind.UNKNOWN_CALLER, "root", "secret-1", recovery.get(0)));
        long next = Instant.now().getEpochSecond() / 30 + 1;
        assertEquals("root", password("root", "secret-1" + code(secret, next), "").name());
        assertEquals(wrong, refused(Kind.UNKNOWN_CALLER, "root", "secret-1" + code(secret, next), ""));
        assertEquals("op", password("op", "secret-2", "123456").name(), "who has none needs none");
    }

    @Test
    void whoGuessesWaitsByNameAndByAddressAndOthersDoNot() throws Exception {
        for (int i = 0; i < 8; i++) {
            refused(Kind.UNKNOWN_CALLER, "root", "wrong-" + i, "");
        }
        refused(Kind.LIMIT, "root", "secret-1", "");
        assertEquals("root", callers.password("root", "secret-1".toCharArray(), Optional.empty(), "rest", AWAY, Locale.ROOT).name());
        assertEquals("op", password("op", "secret-2", "").name(), "another name from the same address");
        nanos += Duration.ofSeconds(2).toNanos();
        assertEquals("root", password("root", "secret-1", "").name());
        for (int i = 0; i < 50; i++) {
            try {
                password("name-" + i, "wrong-1", "");
            } catch (Refusal no) {
                assertTrue(no.kind() == Kind.UNKNOWN_CALLER || i > 40, no.toString());
            }
        }
        refused(Kind.LIMIT, "op", "secret-2", "");
    }

    @Test
    void aTokenIsGoodForWhatItIsAndWhoeverGuesses() throws Exception {
        String text = administrators.addToken("root", Role.AUDITOR, Set.of(Area.AUDIT), Duration.ofDays(1), "").text();
        for (int i = 0; i < 8; i++) {
            assertEquals(Kind.UNKNOWN_CALLER, assertThrows(Refusal.class, () -> callers.token("sheng_x", "rest", HOME, Locale.ROOT)).kind());
        }
        assertEquals(Kind.LIMIT, assertThrows(Refusal.class, () -> callers.token("sheng_x", "rest", HOME, Locale.ROOT)).kind());
        assertEquals(new Caller("root", Caller.Role.AUDITOR, Set.of(Area.AUDIT), Set.of(), "rest", HOME, Locale.ROOT),
                callers.token(text, "rest", HOME, Locale.ROOT));
        administrators.deleteTokens("root");
        assertThrows(Refusal.class, () -> callers.token(text, "rest", AWAY, Locale.ROOT));
    }

    @Test
    void sessionsAreListedWithWhoFromWhereAndWhen() throws Exception {
        Administrators.NewToken token = administrators.addToken("root", Role.SYSTEM, Set.of(), Duration.ofDays(1), "");
        Instant begin = now;
        password("op", "secret-2", "");
        callers.token(token.text(), "rest", AWAY, Locale.ROOT);
        now = now.plusSeconds(60);
        callers.token(token.text(), "rest", AWAY, Locale.ROOT);
        assertEquals(List.of(new Session("root", "rest", AWAY, Optional.of(token.token().id()), begin, now, 2),
                new Session("op", "rest", HOME, Optional.empty(), begin, begin, 1)), callers.sessions());
        now = now.plus(Duration.ofHours(24));
        assertEquals(List.of("root"), callers.sessions().stream().map(Session::who).toList());
        now = now.plus(Duration.ofHours(1));
        assertEquals(List.of(), callers.sessions());
    }

    @Test
    void whileTheDirectoryIsAwayNobodyIsCalledWrong() {
        directory.close();
        refused(Kind.UNAVAILABLE, "root", "secret-1", "");
        assertEquals(Kind.UNAVAILABLE, assertThrows(Refusal.class, () -> callers.token("sheng_aaaaaaaaaaaa_" + "a".repeat(32), "rest", HOME, Locale.ROOT)).kind());
    }

    private Caller password(String name, String password, String code) throws Refusal {
        return callers.password(name, password.toCharArray(), Optional.of(code).filter(c -> !c.isEmpty()), "rest", HOME, Locale.ROOT);
    }

    private String refused(Kind kind, String name, String password, String code) {
        Refusal no = assertThrows(Refusal.class, () -> password(name, password, code));
        assertEquals(kind, no.kind(), no.toString());
        return no.text(Locale.ROOT);
    }

    /** RFC 4226 §5.3, as an authenticator does it. */
    private static String code(byte[] secret, long step) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        return String.format("%06d", (ByteBuffer.wrap(hash, hash[19] & 0xf, 4).getInt() & 0x7fffffff) % 1_000_000);
    }

    private static byte[] decoded(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        for (int i = 0; i < bytes.length * 8; i++) {
            int bit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i / 5)) >> 4 - i % 5 & 1;
            bytes[i / 8] |= (byte) (bit << 7 - i % 8);
        }
        return bytes;
    }
}
