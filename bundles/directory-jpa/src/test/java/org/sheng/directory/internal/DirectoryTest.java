package org.sheng.directory.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.Alias;
import org.sheng.directory.DepartedUsers;
import org.sheng.directory.DepartedUsers.Departed;
import org.sheng.directory.Directory;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.Domain;
import org.sheng.directory.Group;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Limits;
import org.sheng.directory.Plan;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.event.MailEvent;
import org.sheng.event.MailEvent.DirectoryChanged;
import org.sheng.mail.MailAddress;

class DirectoryTest {
    @TempDir
    Path folder;
    private TestDirectory test;
    private Directory directory;
    private DirectoryAdmin admin;
    private final List<MailEvent> events = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        test = TestDirectory.open(folder, events::add);
        directory = test.directory();
        admin = test.admin();
        test.addDomain("test.com");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aUserIsFoundByEachAddressInAnyCaseAndWithDetail() throws Exception {
        User added = test.addUser("secret-1", "Aaa@Test.com", "sales@test.com");
        assertEquals("Aaa@test.com", added.address().toString());
        assertEquals(new Resolution.Mailbox(added, ""), directory.resolve(address("aAA@test.com")));
        assertEquals(new Resolution.Mailbox(added, ""), directory.resolve(address("sales@test.com")));
        assertEquals(new Resolution.Mailbox(added, "list"), directory.resolve(address("sales+list@test.com")));
        assertEquals(Optional.of(added), directory.user(address("SALES@test.com")));
        assertEquals(Optional.empty(), directory.user(address("sales+list@test.com")));
        assertEquals(Optional.of(added), directory.user(added.id()));
        assertInstanceOf(Resolution.Unknown.class, directory.resolve(address("bbb@test.com")));
        assertInstanceOf(Resolution.NotLocal.class, directory.resolve(address("aaa@example.org")));
    }

    @Test
    void internationalNamesAreOneWhateverFormTheyAreWrittenIn() throws Exception {
        test.addDomain("bücher.example");
        User added = test.addUser("secret-1", "Jürgen@xn--bcher-kva.example");
        assertEquals(Optional.of(added), directory.user(address("ju\u0308rgen@BÜCHER.example")));
        assertTrue(directory.isLocal("Bücher.Example."));
        assertFalse(directory.isLocal("<>"));
    }

    @Test
    void anAddressBelongsToOneThingOnly() throws Exception {
        test.addUser("secret-1", "aaa@test.com", "a2@test.com");
        admin.putAlias(new Alias(address("all@test.com"), List.of(address("aaa@test.com"))));
        admin.putGroup(new Group(address("team@test.com"), "Team", Group.Writers.ANYONE, List.of()));
        for (String taken : List.of("A2@test.com", "all@test.com", "team@test.com")) {
            assertEquals(Reason.EXISTS, refused(() -> test.addUser("secret-1", taken)));
            assertEquals(Reason.EXISTS, refused(() -> test.addUser("secret-1", "new@test.com", taken)));
        }
        assertEquals(Reason.EXISTS, refused(() -> admin.putAlias(new Alias(address("aaa@test.com"), List.of(address("x@y.z"))))));
        assertEquals(Reason.EXISTS, refused(() -> admin.putGroup(new Group(address("all@test.com"), "", Group.Writers.ANYONE, List.of()))));
        assertInstanceOf(Resolution.Unknown.class, directory.resolve(address("new@test.com")));
        assertEquals(1, admin.domain("test.com").orElseThrow().users());
    }

    @Test
    void changesAreSeenByTheNextLookUp() throws Exception {
        assertInstanceOf(Resolution.Unknown.class, directory.resolve(address("aaa@test.com")));
        long before = directory.changes();
        User added = test.addUser("secret-1", "aaa@test.com");
        assertNotEquals(before, directory.changes());
        assertEquals(new Resolution.Mailbox(added, ""), directory.resolve(address("aaa@test.com")));

        User moved = admin.changeUser(address("aaa@test.com"), TestDirectory.settings("bbb@test.com", "ccc@test.com"));
        assertEquals(added.id(), moved.id());
        assertInstanceOf(Resolution.Unknown.class, directory.resolve(address("aaa@test.com")));
        assertEquals(new Resolution.Mailbox(moved, ""), directory.resolve(address("ccc@test.com")));

        admin.deleteUser(address("ccc@test.com"));
        assertInstanceOf(Resolution.Unknown.class, directory.resolve(address("bbb@test.com")));
        assertEquals(Optional.empty(), directory.user(added.id()));
        DepartedUsers departed = test.jpa().departed();
        assertEquals(List.of(new Departed(added.id(), "bbb@test.com")), departed.departed(Optional.empty(), 10));
        assertEquals(List.of(), departed.departed(Optional.of(added.id()), 10));
        departed.mailIsGone(added.id());
        departed.mailIsGone(added.id());
        assertEquals(List.of(), departed.departed(Optional.empty(), 10));
        assertEquals(0, admin.domain("test.com").orElseThrow().users());
        Optional<UUID> id = Optional.of(added.id());
        assertEquals(List.of(new DirectoryChanged("domain", "test.com", "added"), new DirectoryChanged("user", "aaa@test.com", "added", id),
                new DirectoryChanged("user", "bbb@test.com", "changed", id), new DirectoryChanged("user", "bbb@test.com", "deleted", id)),
                events);
    }

    @Test
    void everythingIsThereAfterReopening() throws Exception {
        User user = test.addUser("secret-1", "aaa@test.com", "a2@test.com");
        Alias alias = admin.putAlias(new Alias(address("all@test.com"), List.of(address("aaa@test.com"), address("Out@example.org"))));
        Group group = admin.putGroup(new Group(address("team@test.com"), "Team", Group.Writers.MEMBERS,
                List.of(address("aaa@test.com"), address("b@example.org"))));
        Credentials credentials = directory.credentials(address("aaa@test.com")).orElseThrow();
        test.close();
        test = TestDirectory.open(folder, events::add);
        assertEquals(Optional.of(user), test.directory().user(address("a2@test.com")));
        assertEquals(Optional.of(credentials), test.directory().credentials(address("aaa@test.com")));
        assertEquals(new Resolution.Alias(alias.address(), alias.targets()), test.directory().resolve(address("all@test.com")));
        assertEquals(new Resolution.GroupOf(group), test.directory().resolve(address("team@test.com")));
        assertEquals(List.of(alias), test.admin().aliases("test.com", "", 10));
        assertEquals(List.of(group), test.admin().groups("", "", 10));
    }

    @Test
    void limitsComeFromUserPlanDomainAndNodeInThatOrder() throws Exception {
        admin.putPlan(new Plan("gold", "", limits(OptionalLong.of(300), OptionalLong.empty(), OptionalInt.of(30))));
        admin.putPlan(new Plan("base", "", limits(OptionalLong.of(500), OptionalLong.of(50), OptionalInt.of(5))));
        admin.changeDomain(new Domain("test.com", true, "base", "", limits(OptionalLong.of(400), OptionalLong.empty(), OptionalInt.empty()), 0));
        User plain = test.addUser("secret-1", "plain@test.com");
        assertEquals(new Limits(400, 50, 0, 5, 0), plain.limits());
        User gold = admin.addUser(new UserSettings(List.of(address("gold@test.com")), "", true, "gold",
                limits(OptionalLong.empty(), OptionalLong.of(20), OptionalInt.empty())), "secret-1".toCharArray());
        assertEquals(new Limits(300, 20, 0, 30, 0), gold.limits());
        test.addDomain("other.com");
        assertEquals(new Limits(1L << 30, 0, 0, 0, 0), test.addUser("secret-1", "x@other.com").limits());

        admin.putPlan(new Plan("gold", "", limits(OptionalLong.of(301), OptionalLong.empty(), OptionalInt.empty())));
        assertEquals(new Limits(301, 20, 0, 5, 0), directory.user(gold.id()).orElseThrow().limits());
        assertEquals(Reason.IN_USE, refused(() -> admin.deletePlan("gold")));
        assertEquals(Reason.IN_USE, refused(() -> admin.deletePlan("base")));
    }

    @Test
    void aCatchAllTakesWhatIsUnknown() throws Exception {
        test.addUser("secret-1", "aaa@test.com");
        admin.changeDomain(new Domain("test.com", true, "", "post@test.com", LimitSettings.INHERIT, 0));
        assertEquals(new Resolution.CatchAll(address("post@test.com")), directory.resolve(address("nobody@test.com")));
        assertInstanceOf(Resolution.Mailbox.class, directory.resolve(address("aaa@test.com")));
        assertInstanceOf(Resolution.Unknown.class, directory.resolve(address("post@test.com")));
    }

    @Test
    void sendersMayUseTheirOwnAddressesAndThoseThatLeadToThemAlone() throws Exception {
        User aaa = test.addUser("secret-1", "aaa@test.com", "a2@test.com");
        test.addUser("secret-1", "bbb@test.com");
        admin.putAlias(new Alias(address("mine@test.com"), List.of(address("aaa@test.com"))));
        admin.putAlias(new Alias(address("ours@test.com"), List.of(address("aaa@test.com"), address("bbb@test.com"))));
        admin.putAlias(new Alias(address("loop@test.com"), List.of(address("loop@test.com"))));
        assertTrue(directory.maySendAs(aaa, address("A2+x@test.com")));
        assertTrue(directory.maySendAs(aaa, address("mine@test.com")));
        assertFalse(directory.maySendAs(aaa, address("ours@test.com")));
        assertFalse(directory.maySendAs(aaa, address("bbb@test.com")));
        assertFalse(directory.maySendAs(aaa, address("loop@test.com")));
        assertFalse(directory.maySendAs(aaa, address("aaa@example.org")));
    }

    @Test
    void valuesThatBreakARuleAreRefusedWithTheReason() throws Exception {
        assertEquals(Reason.MISSING, refused(() -> test.addUser("secret-1", "aaa@nowhere.com")));
        assertEquals(Reason.INVALID, refused(() -> test.addUser("short", "aaa@test.com")));
        assertEquals(Reason.INVALID, refused(() -> test.addDomain("no domain")));
        assertEquals(Reason.EXISTS, refused(() -> test.addDomain("TEST.com")));
        test.addUser("secret-1", "aaa@test.com");
        assertEquals(Reason.IN_USE, refused(() -> admin.deleteDomain("test.com")));
        admin.deleteUser(address("aaa@test.com"));
        admin.deleteDomain("test.com");
        assertFalse(directory.isLocal("test.com"));
    }

    @Test
    void passwordsAreOverwrittenAndUpgradesHappenOnlyOnce() throws Exception {
        char[] password = "secret-1".toCharArray();
        User user = admin.addUser(TestDirectory.settings("aaa@test.com"), password);
        assertArrayEquals(new char[8], password);
        Credentials before = directory.credentials(address("aaa@test.com")).orElseThrow();
        Credentials after = new Credentials(user.id(), "$argon2id$new", "s1:new");
        directory.upgradeCredentials(user.id(), before, after);
        directory.upgradeCredentials(user.id(), before, new Credentials(user.id(), "late", "late"));
        assertEquals(Optional.of(after), directory.credentials(address("aaa@test.com")));
    }

    @Test
    void listsArePagesInOrderOfName() throws Exception {
        for (String name : List.of("c", "A", "b", "d")) {
            test.addUser("secret-1", name + "@test.com", name + "2@test.com");
        }
        List<User> first = admin.users("test.com", "", 3);
        assertEquals(List.of("A@test.com", "b@test.com", "c@test.com"), first.stream().map(user -> user.address().toString()).toList());
        assertEquals(List.of("A@test.com", "A2@test.com"), first.get(0).addresses().stream().map(MailAddress::toString).toList());
        List<User> rest = admin.users("", first.get(2).address().toString(), 3);
        assertEquals(List.of("d@test.com"), rest.stream().map(user -> user.address().toString()).toList());
        assertEquals(List.of("test.com"), admin.domains("", 10).stream().map(Domain::name).toList());
    }

    @Test
    void aClosedDirectoryIsUnavailableAndNotEmpty() {
        test.close();
        assertThrows(DirectoryUnavailable.class, () -> directory.resolve(address("never-seen@test.com")));
        assertThrows(DirectoryUnavailable.class, () -> test.addDomain("new.com"));
    }

    @Test
    void twoNodesCannotOpenOneFolder() {
        var refused = assertThrows(java.io.IOException.class, () -> TestDirectory.open(folder));
        assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
    }

    private static LimitSettings limits(OptionalLong bytes, OptionalLong messages, OptionalInt recipients) {
        return new LimitSettings(bytes, messages, OptionalLong.empty(), recipients, OptionalInt.empty());
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text);
    }

    private static Reason refused(Call call) {
        return assertThrows(DirectoryException.class, call::run).reason();
    }

    private interface Call {
        void run() throws Exception;
    }
}
