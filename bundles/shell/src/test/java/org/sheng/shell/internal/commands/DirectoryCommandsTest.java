package org.sheng.shell.internal.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Group;
import org.sheng.directory.LimitSettings;
import org.sheng.mail.MailAddress;

class DirectoryCommandsTest {
    @TempDir
    Path folder;
    private final MemoryDirectory directory = new MemoryDirectory();
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell().with(DirectoryAdmin.class, directory).with(Directory.class, directory).in(folder);
    }

    @AfterEach
    void close() {
        assertTrue(shell.held().isEmpty(), "a command kept a service");
        shell.close();
    }

    @Test
    void damageIsListedAndTheCommandFails() throws Exception {
        assertEquals("Every row of the directory is as it was written.\n", shell.run("sheng:directory-check"));
        directory.damaged = List.of("user ann@example.org", "plan small");
        assertTrue(shell.failure("sheng:directory-check").contains("The directory's database is damaged."));
    }

    @Test
    void domainsAreAddedListedChangedAndDeleted() throws Exception {
        shell.run("sheng:domain-add --quota 5G --catch-all all@example.org example.org");
        shell.run("sheng:domain-change --active false example.org");
        assertEquals("""
                DOMAIN       USERS  ACTIVE  PLAN  CATCH ALL        QUOTA
                example.org  0      no      -     all@example.org  5G
                """, shell.run("sheng:domain-list"));
        assertEquals("""
                [
                {"domain":"example.org","users":0,"active":false,"plan":"","catchAll":"all@example.org","quota":5368709120}
                ]
                """, shell.run("sheng:domain-list --json"));
        assertTrue(shell.run("sheng:domain-show example.org").contains("QUOTA              5G\n"));
        shell.run("sheng:domain-delete example.org");
        assertEquals("[]\n", shell.run("sheng:domain-list --json"));
    }

    @Test
    void aRefusalOfTheDirectoryIsTheMessageOfTheFailure() throws Exception {
        shell.run("sheng:domain-add example.org");
        assertEquals("There is a domain example.org already.", shell.failure("sheng:domain-add example.org"));
    }

    @Test
    void usersAreAddedWithTheOptionsOfTheIssue() throws Exception {
        shell.run("sheng:user-add ann@example.org --password secret-1 --name 'Ann Example' --quota 1G --also "
                + "ann.e@example.org");
        DirectoryAdmin.UserSettings ann = directory.users.get("ann@example.org");
        assertEquals("Ann Example", ann.name());
        assertEquals(OptionalLong.of(1L << 30), ann.limits().quotaBytes());
        assertEquals(List.of(MailAddress.parse("ann@example.org"), MailAddress.parse("ann.e@example.org")),
                ann.addresses());
        assertEquals("secret-1", directory.passwords.get("ann@example.org"));
        shell.run("sheng:user-passwd --password other-2 ann@example.org");
        assertEquals("other-2", directory.passwords.get("ann@example.org"));
        shell.run("sheng:user-change --quota inherit --remove-address ann.e@example.org ann@example.org");
        assertEquals(OptionalLong.empty(), directory.users.get("ann@example.org").limits().quotaBytes());
        assertEquals(1, directory.users.get("ann@example.org").addresses().size());
        assertEquals("Ann Example", directory.users.get("ann@example.org").name(), "what is not given stays");
    }

    @Test
    void withoutPasswordAndTerminalAUserIsNotAdded() {
        assertEquals("A password is needed: give --password PW.", shell.failure("sheng:user-add ann@example.org"));
        assertTrue(directory.users.isEmpty());
    }

    @Test
    void badArgumentsAreRefusedWithTheReason() {
        assertEquals("ann is no address: not an address (local@domain): ann. Write it as name@domain.",
                shell.failure("sheng:user-add ann --password secret-1"));
        assertEquals("5X is no size: write a number of bytes, with K, M, G or T behind it where it is large",
                shell.failure("sheng:user-add a@example.org --password secret-1 --quota 5X"));
        assertEquals("There is no option --pasword. `--help` shows those there are.",
                shell.failure("sheng:user-add a@example.org --pasword x"));
        assertEquals("The option --password lacks its value. `--help` shows the syntax.",
                shell.failure("sheng:user-add a@example.org --password"));
        assertEquals("One argument is expected, not 2; put quotes around one with blanks. `--help` shows the syntax.",
                shell.failure("sheng:user-delete a@example.org b@example.org"));
        assertEquals("a size cannot be negative: -1G", shell.failure("sheng:plan-add --quota -1G small"));
        assertTrue(shell.failure("sheng:user-delete").contains("argument"), "Karaf's own");
    }

    @Test
    void longListsComeWhole() throws Exception {
        IntStream.range(0, 2_500).forEach(i -> directory.addUser(new DirectoryAdmin.UserSettings(
                List.of(MailAddress.parse(String.format("u%05d@example.org", i))), "", true, "", LimitSettings.INHERIT),
                new char[0]));
        List<String> lines = shell.run("sheng:user-list").lines().toList();
        assertEquals(2_501, lines.size());
        assertTrue(lines.get(2_500).startsWith("u02499@example.org  -"), lines.get(2_500));
        assertEquals(2_502, shell.run("sheng:user-list --json").lines().count());
    }

    @Test
    void filesCountFromWhereTheUserIs() throws Exception {
        Files.writeString(folder.resolve("users.csv"), "address\na@example.org\nb@example.org\n");
        assertTrue(shell.run("sheng:user-import users.csv").contains("2 lines: 2 users added, 0 changed, 0 refused"));
        shell.run("sheng:user-add a@example.org --password secret-1");
        assertTrue(shell.run("sheng:user-export out.csv").contains("1 users are in " + folder.resolve("out.csv")));
        assertEquals("address\na@example.org\n", Files.readString(folder.resolve("out.csv")));
        assertTrue(shell.failure("sheng:user-export out.csv").contains("is there already"));
        shell.run("sheng:user-export --force out.csv");
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no file beside is left");
        }
    }

    @Test
    void anImportWithRefusedLinesFailsAfterTellingThem() throws Exception {
        Files.writeString(folder.resolve("users.csv"), "address\na@example.org\nbad\n");
        assertEquals("1 lines of " + folder.resolve("users.csv")
                + " were refused, told above; the others are taken. Correct them and import again.",
                shell.failure("sheng:user-import users.csv"));
        assertTrue(shell.failure("sheng:user-import none.csv")
                .startsWith("The file could not be used: java.nio.file.NoSuchFileException"));
    }

    @Test
    void aliasesGroupsAndPlansAreKept() throws Exception {
        shell.run("sheng:alias-add info@example.org ann@example.org bob@example.net");
        assertEquals("""
                ADDRESS           TARGETS
                info@example.org  ann@example.org bob@example.net
                """, shell.run("sheng:alias-list"));
        shell.run("sheng:group-add --name All --writers members all@example.org ann@example.org");
        shell.run("sheng:group-member-add all@example.org bob@example.net ann@example.org");
        shell.run("sheng:group-member-delete all@example.org ann@example.org");
        assertEquals(new Group(MailAddress.parse("all@example.org"), "All", Group.Writers.MEMBERS,
                List.of(MailAddress.parse("bob@example.net"))),
                directory.groups.get("all@example.org"));
        assertEquals("{\"address\":\"all@example.org\",\"name\":\"All\",\"writers\":\"members\","
                + "\"members\":[\"bob@example.net\"]}\n",
                shell.run("sheng:group-show --json all@example.org"));
        shell.run("sheng:plan-add --quota 2G --messages-per-hour 100 small");
        shell.run("sheng:plan-change --description 'for few' small");
        assertTrue(shell.run("sheng:plan-list").contains("small  for few      2G"), shell.run("sheng:plan-list"));
        assertTrue(shell.failure("sheng:plan-add small").startsWith("The plan small is there already."));
    }

    @Test
    void aMissingDirectoryIsSaid() {
        try (Shell empty = new Shell()) {
            assertTrue(empty.failure("sheng:domain-list")
                    .startsWith("The directory is not available: no bundle offers"));
        }
    }

    @Test
    void namesAreCompleted() throws Exception {
        shell.run("sheng:domain-add example.org");
        shell.run("sheng:user-add ann@example.org --password secret-1");
        assertEquals(List.of("example.org "), shell.complete(shell.completer(new DomainCompleter()), "ex"));
        assertEquals(List.of("ann@example.org "), shell.complete(shell.completer(new UserCompleter()), "an"));
        assertEquals(List.of(), shell.complete(shell.completer(new UserCompleter()), "x"));
        try (Shell empty = new Shell()) {
            assertEquals(List.of(), empty.complete(empty.completer(new DomainCompleter()), ""));
        }
    }

    @Test
    void whatAStrangerSentDoesNotSteerTheTerminal() throws Exception {
        shell.run("sheng:user-add ann@example.org --password secret-1 --name \"x\u001b[2J\"");
        assertFalse(shell.run("sheng:user-list").contains("\u001b"));
        assertTrue(shell.run("sheng:user-list --json").contains("\"x\\u001b[2J\""));
    }
}
