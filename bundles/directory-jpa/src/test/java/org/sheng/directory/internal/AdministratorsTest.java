package org.sheng.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.auth.Passwords;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Enrolment;
import org.sheng.directory.Administrators.NewToken;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.operation.Area;
import org.sheng.passwords.internal.NodePasswords;
import org.sheng.passwords.internal.PasswordSettings;

@Timeout(120)
class AdministratorsTest {
    private static final PasswordSettings CHEAP = new PasswordSettings(8192, 1, 4096);

    @TempDir
    Path data;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Passwords passwords;
    private JpaDirectory directory;
    private Administrators administrators;

    @BeforeEach
    void open() throws IOException {
        passwords = NodePasswords.open(data, CHEAP);
        directory = JpaDirectory.open(data.resolve("directory"), DirectorySettings.DEFAULT, passwords, event -> { }, () -> now);
        administrators = directory.administrators();
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void rolesAreasAndDomainsAreKept() throws Exception {
        domain("a.com");
        domain("b.com");
        add(new Administrator("root", Role.SYSTEM));
        Administrator narrow = new Administrator("queue", Role.OPERATOR, Set.of(Area.MAIL_FLOW, Area.SESSIONS), Set.of(), false);
        add(narrow);
        Administrator dom = new Administrator("dom", Role.DOMAIN, Set.of(), Set.of("A.com", "b.com"), false);
        add(dom);
        close();
        open();
        Administrator kept = new Administrator("dom", Role.DOMAIN, Set.of(), Set.of("a.com", "b.com"), false);
        assertEquals(List.of(kept, narrow, new Administrator("root", Role.SYSTEM)), administrators.list());
        assertEquals(Optional.of(kept), administrators.administrator("dom"));
        administrators.change(new Administrator("dom", Role.DOMAIN, Set.of(), Set.of("b.com"), false));
        assertEquals(Set.of("b.com"), administrators.administrator("dom").orElseThrow().domains());
        directory.admin().deleteDomain("b.com");
        assertEquals(Set.of(), administrators.administrator("dom").orElseThrow().domains(), "who makes b.com anew gets no stranger with it");
        administrators.change(new Administrator("dom", Role.AUDITOR));
        assertEquals(new Administrator("dom", Role.AUDITOR), administrators.administrator("dom").orElseThrow());
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws Exception {
        domain("a.com");
        add(new Administrator("root", Role.SYSTEM));
        refused(Reason.INVALID, () -> add(new Administrator("x", Role.DOMAIN)));
        refused(Reason.INVALID, () -> add(new Administrator("x", Role.SYSTEM, Set.of(), Set.of("a.com"), false)));
        refused(Reason.INVALID, () -> add(new Administrator("x", Role.DOMAIN, Set.of(Area.AUDIT), Set.of("a.com"), false)));
        refused(Reason.MISSING, () -> add(new Administrator("x", Role.DOMAIN, Set.of(), Set.of("c.com"), false)));
        refused(Reason.EXISTS, () -> add(new Administrator("root", Role.AUDITOR)));
        refused(Reason.INVALID, () -> add(new Administrator("Root", Role.AUDITOR)));
        refused(Reason.MISSING, () -> administrators.change(new Administrator("nobody", Role.AUDITOR)));
    }

    @Test
    void somebodyIsLeftWhoMayDoEverything() throws Exception {
        add(new Administrator("root", Role.SYSTEM));
        add(new Administrator("half", Role.SYSTEM, Set.of(Area.DIRECTORY), Set.of(), false));
        refused(Reason.IN_USE, () -> administrators.delete("root"));
        refused(Reason.IN_USE, () -> administrators.change(new Administrator("root", Role.OPERATOR)));
        refused(Reason.IN_USE, () -> administrators.change(new Administrator("root", Role.SYSTEM, Set.of(Area.AUDIT), Set.of(), false)));
        add(new Administrator("other", Role.SYSTEM));
        administrators.change(new Administrator("root", Role.OPERATOR));
        refused(Reason.IN_USE, () -> administrators.delete("other"));
        administrators.delete("root");
    }

    @Test
    void aChangedPasswordCountsAtOnceThoughTheOldOneWasRightAMomentAgo() throws Exception {
        add(new Administrator("ann", Role.AUDITOR));
        assertEquals(Optional.of(Role.AUDITOR), administrators.verify("ann", "secret-1".toCharArray()));
        assertEquals(Optional.of(Role.AUDITOR), administrators.verify("ann", "secret-1".toCharArray()));
        assertEquals(Optional.empty(), administrators.verify("ann", "secret-2".toCharArray()));
        administrators.changePassword("ann", "secret-2".toCharArray());
        assertEquals(Optional.empty(), administrators.verify("ann", "secret-1".toCharArray()));
        assertEquals(Optional.of(Role.AUDITOR), administrators.verify("ann", "secret-2".toCharArray()));
    }

    @Test
    void codesAreThoseOfTheStandard() {
        // RFC 6238 appendix B, the last six digits of eight
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        assertEquals("287082", Totp.code(secret, Totp.step(Instant.ofEpochSecond(59))));
        assertEquals("081804", Totp.code(secret, Totp.step(Instant.ofEpochSecond(1111111109))));
        assertEquals("050471", Totp.code(secret, Totp.step(Instant.ofEpochSecond(1111111111))));
        assertEquals("353130", Totp.code(secret, Totp.step(Instant.ofEpochSecond(20000000000L))));
        assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.base32(secret));
    }

    @Test
    void aCodeIsGoodOnceAndNotBeforeTheFactorIsConfirmed() throws Exception {
        add(new Administrator("ann", Role.SYSTEM));
        refused(Reason.MISSING, () -> administrators.confirmFactor("ann", "123456"));
        Enrolment begun = administrators.beginFactor("ann");
        assertEquals("otpauth://totp/Sheng:ann?secret=" + begun.secret() + "&issuer=Sheng", begun.uri());
        assertFalse(begun.toString().contains(begun.secret()));
        assertFalse(administrators.administrator("ann").orElseThrow().secondFactor());
        assertFalse(administrators.useCode("ann", code(begun, 0)), "not confirmed");
        refused(Reason.INVALID, () -> administrators.confirmFactor("ann", wrong(code(begun, 0))));
        administrators.confirmFactor("ann", code(begun, 0));
        assertTrue(administrators.administrator("ann").orElseThrow().secondFactor());
        assertFalse(administrators.useCode("ann", code(begun, 0)), "it was used to confirm");
        now = now.plusSeconds(60);
        assertTrue(administrators.useCode("ann", code(begun, -1)), "a step late");
        assertTrue(administrators.useCode("ann", code(begun, 1)), "a step early");
        assertFalse(administrators.useCode("ann", code(begun, 0)), "older than the last one");
        now = now.plusSeconds(60);
        assertFalse(administrators.useCode("ann", code(begun, 2)));
        assertFalse(administrators.useCode("ann", code(begun, -2)));
        String good = code(begun, 0);
        close();
        open();
        assertTrue(administrators.useCode("ann", good.substring(0, 3) + " " + good.substring(3)));
        close();
        open();
        assertFalse(administrators.useCode("ann", good), "used before the restart");
        assertFalse(administrators.useCode("nobody", good));
        assertFalse(administrators.useCode("ann", ""));
        administrators.removeFactor("ann");
        now = now.plusSeconds(60);
        assertFalse(administrators.useCode("ann", code(begun, 0)));
    }

    @Test
    void aRecoveryCodeIsGoodOnceAndNoSecretIsReadableOnDisk() throws Exception {
        add(new Administrator("ann", Role.SYSTEM));
        Enrolment begun = administrators.beginFactor("ann");
        List<String> codes = administrators.confirmFactor("ann", code(begun, 0));
        assertEquals(10, new HashSet<>(codes).size());
        assertTrue(administrators.useCode("ann", codes.get(3).toUpperCase(java.util.Locale.ROOT)));
        assertFalse(administrators.useCode("ann", codes.get(3)));
        assertTrue(administrators.useCode("ann", codes.get(4)));
        NewToken token = administrators.addToken("ann", Role.AUDITOR, Set.of(), Duration.ofDays(1), "");
        close();
        try (Stream<Path> files = Files.list(data.resolve("directory"))) {
            for (Path file : files.toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(begun.secret()) || bytes.contains(codes.get(5)) || bytes.contains(codes.get(5).replace("-", ""))
                        || bytes.contains(token.text().substring(19)), file.toString());
            }
        }
        open();
        for (int i = 5; i < 10; i++) {
            assertTrue(administrators.useCode("ann", codes.get(i)));
        }
    }

    @Test
    void aTokenReachesNoFurtherThanItsAdministratorDoesThen() throws Exception {
        domain("a.com");
        add(new Administrator("root", Role.SYSTEM));
        add(new Administrator("op", Role.OPERATOR, Set.of(Area.SERVICES, Area.NODE), Set.of(), false));
        add(new Administrator("dom", Role.DOMAIN, Set.of(), Set.of("a.com"), false));
        refused(Reason.INVALID, () -> token("op", Role.SYSTEM));
        refused(Reason.INVALID, () -> token("op", Role.OPERATOR, Area.AUDIT));
        refused(Reason.INVALID, () -> token("dom", Role.AUDITOR));
        refused(Reason.INVALID, () -> token("root", Role.DOMAIN));
        refused(Reason.MISSING, () -> token("nobody", Role.AUDITOR));
        assertEquals(new Administrator("dom", Role.DOMAIN, Set.of(), Set.of("a.com"), false), as(token("dom", Role.DOMAIN)).orElseThrow());
        assertEquals(new Administrator("op", Role.AUDITOR, Set.of(Area.NODE), Set.of(), false), as(token("op", Role.AUDITOR, Area.NODE)).orElseThrow());
        assertEquals(Set.of(Area.NODE, Area.SERVICES), as(token("op", Role.OPERATOR)).orElseThrow().areas());
        String full = token("root", Role.SYSTEM, Area.AUDIT, Area.NODE);
        assertEquals(Set.of(Area.AUDIT, Area.NODE), as(full).orElseThrow().areas());
        add(new Administrator("other", Role.SYSTEM));
        administrators.change(new Administrator("root", Role.AUDITOR, Set.of(Area.AUDIT), Set.of(), false));
        assertEquals(new Administrator("root", Role.AUDITOR, Set.of(Area.AUDIT), Set.of(), false), as(full).orElseThrow());
        administrators.change(new Administrator("root", Role.AUDITOR, Set.of(Area.DIRECTORY), Set.of(), false));
        assertEquals(Optional.empty(), as(full), "nothing is common any more, which is not everything");
        administrators.change(new Administrator("root", Role.DOMAIN, Set.of(), Set.of("a.com"), false));
        assertEquals(Optional.empty(), as(full));
    }

    @Test
    void tokensEndByTimeByOneByAllAndWithTheirAdministrator() throws Exception {
        add(new Administrator("root", Role.SYSTEM));
        add(new Administrator("ann", Role.OPERATOR));
        String day = administrators.addToken("ann", Role.AUDITOR, Set.of(), Duration.ofDays(1), "backup script").text();
        now = now.plusMillis(1);
        String week = administrators.addToken("ann", Role.AUDITOR, Set.of(), Duration.ofDays(7), "").text();
        String other = administrators.addToken("root", Role.AUDITOR, Set.of(), Duration.ofDays(7), "").text();
        assertTrue(as(day).isPresent());
        String wrong = day.substring(0, day.length() - 1) + (day.endsWith("a") ? "b" : "a");
        assertEquals(Optional.empty(), as(wrong));
        assertEquals(Optional.empty(), as(day + "a"));
        assertEquals(Optional.empty(), as(""));
        assertEquals(List.of("backup script", "", ""), administrators.tokens("").stream().map(Administrators.Token::note).toList());
        now = now.plus(Duration.ofDays(1));
        assertEquals(Optional.empty(), as(day));
        assertEquals(1, administrators.tokens("ann").size());
        assertTrue(as(week).isPresent());
        administrators.deleteToken(administrators.tokens("ann").get(0).id());
        assertEquals(Optional.empty(), as(week));
        refused(Reason.MISSING, () -> administrators.deleteToken("nothing"));
        String more = token("ann", Role.AUDITOR);
        administrators.delete("ann");
        add(new Administrator("ann", Role.OPERATOR));
        assertEquals(Optional.empty(), as(more), "another ann");
        assertEquals(1, administrators.deleteTokens("root"));
        assertEquals(Optional.empty(), as(other));
        refused(Reason.INVALID, () -> administrators.addToken("ann", Role.AUDITOR, Set.of(), Duration.ofSeconds(1), ""));
    }

    @Test
    void aDatabaseOfBeforeTheseTablesIsOpenedWithWhatItHas() throws Exception {
        close();
        Path old = data.resolve("old");
        try (OwnDatabase own = new OwnDatabase(new DatabaseSource.Own(old.resolve("directory")))) {
            try (Connection connection = own.source().getConnection(); Statement statement = connection.createStatement()) {
                // as version 0.1.0 made it
                statement.execute("CREATE CACHED TABLE SHENG_ADMINISTRATORS(ADMIN_NAME VARCHAR(64) NOT NULL PRIMARY KEY,"
                        + "PASSWORD_HASH VARCHAR(512) NOT NULL,ROLE_NAME VARCHAR(16) NOT NULL)");
                insert(connection, "admin", "SYSTEM");
                insert(connection, "op", "OPERATOR");
            }
            own.shutDown();
        }
        directory = JpaDirectory.open(old.resolve("directory"), DirectorySettings.DEFAULT, passwords, event -> { }, () -> now);
        administrators = directory.administrators();
        assertEquals(List.of(new Administrator("admin", Role.SYSTEM), new Administrator("op", Role.OPERATOR)), administrators.list());
        assertEquals(Optional.of(Role.SYSTEM), administrators.verify("admin", "secret-1".toCharArray()));
        directory.database().readEveryRow();
        domain("a.com");
        administrators.change(new Administrator("op", Role.DOMAIN, Set.of(), Set.of("a.com"), false));
        administrators.confirmFactor("op", code(administrators.beginFactor("op"), 0));
        assertTrue(as(token("op", Role.DOMAIN)).isPresent());
        close();
        directory = JpaDirectory.open(old.resolve("directory"), DirectorySettings.DEFAULT, passwords, event -> { }, () -> now);
        assertEquals(new Administrator("op", Role.DOMAIN, Set.of(), Set.of("a.com"), true), directory.administrators().administrator("op").orElseThrow());
    }

    private void insert(Connection connection, String name, String role) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO SHENG_ADMINISTRATORS VALUES(?, ?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, passwords.hash("secret-1".toCharArray()));
            insert.setString(3, role);
            insert.executeUpdate();
        }
    }

    private void add(Administrator administrator) throws DirectoryException {
        administrators.add(administrator, "secret-1".toCharArray());
    }

    private void domain(String name) throws DirectoryException {
        directory.admin().addDomain(new Domain(name, true, "", "", LimitSettings.INHERIT, 0));
    }

    private String token(String name, Role role, Area... areas) throws DirectoryException {
        return administrators.addToken(name, role, Set.of(areas), Duration.ofDays(30), "").text();
    }

    private Optional<Administrator> as(String token) {
        return administrators.bearer(token).map(Administrators.Bearer::as);
    }

    /** What an authenticator shows so many steps from now. */
    private String code(Enrolment enrolment, int steps) {
        return Totp.code(decoded(enrolment.secret()), Totp.step(now) + steps);
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '0' ? "1" : "0") + code.substring(1);
    }

    private static byte[] decoded(String base32) {
        StringBuilder bits = new StringBuilder();
        base32.chars().forEach(c -> bits.append(String.format("%5s", Integer.toBinaryString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c))).replace(' ', '0')));
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        return bytes;
    }

    private static void refused(Reason reason, Change change) {
        assertEquals(reason, assertThrows(DirectoryException.class, change::make).reason());
    }

    private interface Change {
        void make() throws Exception;
    }
}
