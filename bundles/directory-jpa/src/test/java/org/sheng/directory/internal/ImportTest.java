package org.sheng.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.auth.Passwords.Match;
import org.sheng.directory.Alias;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryAdmin.ImportReport;
import org.sheng.directory.DirectoryAdmin.Progress;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Plan;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

class ImportTest {
    @TempDir
    Path folder;
    private TestDirectory test;

    @BeforeEach
    void open() throws Exception {
        test = TestDirectory.open(folder);
        test.addDomain("test.com");
        test.admin().putPlan(new Plan("gold", "", LimitSettings.INHERIT));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void usersComeInWithPasswordsAndHashes() throws Exception {
        ImportReport report = load("\uFEFFAddress,Password,Name,Quota,Plan\r\n"
                + "aaa@test.com,secret-1,\"Aaa, the \"\"first\"\"\",10M,gold\r\n"
                + "\n"
                + "bbb@test.com,{SHA512-CRYPT}$6$saltstring$C1LUUO9lqJdjnZzaJfF7yHx0a/nT0SoMViVsUSE8xmYSA/Tmo5V6oygxX6ieMhpMyKCcdPYGI1/yrSX4oBKS5/,,,\n");
        assertEquals(new ImportReport(new Progress(2, 2, 0, 0), List.of()), report);
        User aaa = test.directory().user(address("aaa@test.com")).orElseThrow();
        assertEquals("Aaa, the \"first\"", aaa.name());
        assertEquals("gold", aaa.plan());
        assertEquals(10L << 20, aaa.limits().quotaBytes());
        assertEquals(2, test.admin().domain("test.com").orElseThrow().users());
        for (String user : List.of("aaa@test.com", "bbb@test.com")) {
            Credentials stored = test.directory().credentials(address(user)).orElseThrow();
            assertInstanceOf(Match.Right.class, test.passwords().match(stored, "secret-1".toCharArray()));
        }
    }

    @Test
    void linesThatAreRefusedAreToldAndTheOthersStay() throws Exception {
        test.admin().putAlias(new Alias(address("all@test.com"), List.of(address("aaa@test.com"))));
        ImportReport report = load("address,password\n"
                + "aaa@test.com,secret-1\n"
                + "no address,secret-1\n"
                + "bbb@test.com,short\n"
                + "ccc@elsewhere.com,secret-1\n"
                + "ddd@test.com,\"not closed\n"
                + "eee@test.com\n"
                + "all@test.com,secret-1\n"
                + "fff@test.com,\n"
                + "aaa@test.com,secret-2\n"
                + "ggg@test.com,$6$damaged\n"
                + "x".repeat(20_000) + "@test.com,secret-1\n"
                + "hhh@test.com,secret-1\n");
        assertEquals(new Progress(12, 2, 0, 10), report.total());
        List<String> expected = List.of("line 3: not an address", "line 4: a password has 8 to 256", "line 5: the domain elsewhere.com",
                "line 6: the line has a quote", "line 7: the line has 1 fields", "line 8: all@test.com is taken already, by an alias",
                "line 9: fff@test.com is new and has no password", "line 10: aaa@test.com is there twice", "line 11: the SHA-512-crypt hash",
                "line 12: the line is longer");
        List<String> told = new ArrayList<>(report.firstRefused());
        told.sort((a, b) -> Integer.compare(lineOf(a), lineOf(b)));
        assertEquals(expected.size(), told.size(), told.toString());
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(told.get(i).startsWith(expected.get(i)), told.get(i));
        }
        assertEquals(List.of("aaa@test.com", "hhh@test.com"),
                test.admin().users("", "", 10).stream().map(user -> user.address().toString()).toList());
    }

    @Test
    void whoIsThereAlreadyIsChangedInTheColumnsThatAreThere() throws Exception {
        User before = test.addUser("secret-1", "aaa@test.com", "a2@test.com");
        load("address,name,quota\naaa@test.com,New Name,5K\n");
        User after = test.directory().user(address("a2@test.com")).orElseThrow();
        assertEquals(before.id(), after.id());
        assertEquals("New Name", after.name());
        assertEquals(5120, after.limits().quotaBytes());
        Credentials stored = test.directory().credentials(before.address()).orElseThrow();
        assertInstanceOf(Match.Right.class, test.passwords().match(stored, "secret-1".toCharArray()));

        ImportReport report = load("address,password,quota\naaa@test.com,secret-2,\n");
        assertEquals(new Progress(1, 0, 1, 0), report.total());
        assertEquals(OptionalLong.empty(), test.admin().userSettings(before.address()).orElseThrow().limits().quotaBytes());
        stored = test.directory().credentials(before.address()).orElseThrow();
        assertInstanceOf(Match.Right.class, test.passwords().match(stored, "secret-2".toCharArray()));
    }

    @Test
    void aUserTwiceInALongFileIsAddedAndThenChanged() throws Exception {
        StringBuilder csv = new StringBuilder("address,password\n");
        for (int i = 0; i < 1_500; i++) {
            csv.append("u").append(i % 1_400).append("@test.com,secret-").append(i).append('\n');
        }
        List<Progress> seen = new ArrayList<>();
        ImportReport report = test.admin().importUsers(new StringReader(csv.toString()), seen::add);
        assertEquals(new Progress(1_500, 1_400, 100, 0), report.total());
        assertEquals(report.total(), seen.get(seen.size() - 1));
        assertTrue(seen.size() >= 2, seen.toString());
        Credentials stored = test.directory().credentials(address("u0@test.com")).orElseThrow();
        assertInstanceOf(Match.Right.class, test.passwords().match(stored, "secret-1400".toCharArray()));
        assertEquals(1_400, test.admin().domain("test.com").orElseThrow().users());
    }

    @Test
    void whatIsExportedCanBeImportedElsewhere() throws Exception {
        test.addUser("secret-1", "aaa@test.com");
        load("address,password,name,quota,plan\nbbb@test.com,$2y$05$abcdefghijklmnopqrstuuNyfD1e6TuAxhlZIeKrqXUCJ7D8jeA.m,\"B, \"\"b\"\"\",7,gold\n");
        StringWriter exported = new StringWriter();
        assertEquals(2, test.admin().exportUsers("test.com", exported, true));
        try (TestDirectory other = TestDirectory.open(folder.resolve("other"))) {
            other.addDomain("test.com");
            other.admin().putPlan(new Plan("gold", "", LimitSettings.INHERIT));
            other.admin().importUsers(new StringReader(exported.toString()), progress -> { });
            StringWriter again = new StringWriter();
            other.admin().exportUsers("", again, true);
            assertEquals(exported.toString(), again.toString());
            for (String user : List.of("aaa@test.com", "bbb@test.com")) {
                Credentials stored = other.directory().credentials(address(user)).orElseThrow();
                assertInstanceOf(Match.Right.class, other.passwords().match(stored, "secret-1".toCharArray()));
            }
        }
        StringWriter bare = new StringWriter();
        test.admin().exportUsers("", bare, false);
        assertEquals("address,password,name,quota,plan\r\naaa@test.com,,,,\r\nbbb@test.com,,\"B, \"\"b\"\"\",7,gold\r\n", bare.toString());
    }

    @Test
    void aHeaderThatSaysNothingUsefulIsRefusedAtOnce() {
        for (String csv : List.of("", "name,password\n", "address,shoe size\n", "address,address\n")) {
            assertThrows(DirectoryException.class, () -> load(csv), csv);
        }
    }

    private ImportReport load(String csv) throws Exception {
        return test.admin().importUsers(new StringReader(csv), progress -> { });
    }

    private static int lineOf(String told) {
        return Integer.parseInt(told.substring(5, told.indexOf(':')));
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text);
    }
}
