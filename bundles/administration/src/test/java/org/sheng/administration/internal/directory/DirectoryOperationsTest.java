package org.sheng.administration.internal.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.administration.internal.Desk;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.internal.TestDirectory;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Body;
import org.sheng.operation.Caller;
import org.sheng.operation.Download;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks;
import org.sheng.operation.Tasks.State;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;

/** Operations on a real directory, called as a face calls them. */
class DirectoryOperationsTest {
    @TempDir
    Path folder;
    private TestDirectory directory;
    private OpenStore store;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        directory = TestDirectory.open(folder);
        store = MemoryStore.open();
        DirectoryAdmin admin = directory.admin();
        Directory lookups = directory.directory();
        desk = new Desk().with(new DomainList(admin), new DomainShow(admin), new DomainAdd(admin), new DomainChange(admin),
                new DomainDelete(admin), new PlanList(admin), new PlanShow(admin), new PlanAdd(admin), new PlanChange(admin),
                new PlanDelete(admin), new UserList(admin), new UserShow(admin, lookups), new UserAdd(admin), new UserChange(admin),
                new UserPasswd(admin), new UserDelete(admin), new UserUsage(lookups, store), new MailboxList(lookups, store),
                new UserChangeMany(admin), new UserImport(admin, lookups), new UserExport(admin), new UserExportHashes(admin),
                new AliasList(admin), new AliasShow(lookups), new AliasAdd(admin), new AliasDelete(admin), new GroupList(admin),
                new GroupShow(admin), new GroupAdd(admin), new GroupChange(admin), new GroupDelete(admin), new GroupMemberList(admin),
                new GroupMemberAdd(admin), new GroupMemberDelete(admin));
        for (String domain : List.of("a.example", "b.example", "c.example")) {
            desk.call(Desk.SYSTEM, "domain-add", Map.of("name", domain));
        }
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        directory.close();
        store.close();
    }

    private void user(String address) throws Refusal {
        desk.call(Desk.SYSTEM, "user-add", Map.of("address", address, "password", "correct horse", "name", "N " + address));
    }

    @Test
    void listsDomainsByPagesFilteredAndSorted() throws Exception {
        user("x@b.example");
        assertEquals(List.of("a.example", "b.example", "c.example"), desk.items(Desk.AUDITOR, "domain-list", Map.of(), "name"));
        assertEquals(List.of("b.example", "a.example", "c.example"), desk.items(Desk.AUDITOR, "domain-list",
                Map.of("sort", "users", "descending", true), "name"));
        Map<?, ?> page = desk.tree(Desk.AUDITOR, "domain-list", Map.of("limit", 2));
        assertEquals("b.example", page.get("next"));
        assertEquals(List.of("c.example"), desk.items(Desk.AUDITOR, "domain-list", Map.of("limit", 2, "after", "b.example"), "name"));
        assertEquals(List.of("b.example"), desk.items(Desk.AUDITOR, "domain-list", Map.of("text", "B.EX"), "name"));
        assertEquals(List.of("a.example"), desk.items(Desk.of("a.example"), "domain-list", Map.of(), "name"));
    }

    @Test
    void whatWasDoneToADomainIsTakenBack() throws Exception {
        desk.call(Desk.SYSTEM, "plan-add", Map.of("name", "small", "limits", Map.of("quota", "1G")));
        Map<?, ?> before = desk.tree(Desk.AUDITOR, "domain-show", Map.of("name", "a.example"));
        desk.call(Desk.SYSTEM, "domain-change", Map.of("name", "A.example", "plan", "small", "active", false,
                "catchAll", "all@b.example", "limits", Map.of("quota", "5M", "maxRecipients", 7)));
        Map<?, ?> changed = desk.tree(Desk.AUDITOR, "domain-show", Map.of("name", "a.example"));
        assertEquals("{quota=5242880, maxRecipients=7}", changed.get("limits").toString());
        assertEquals("all@b.example", changed.get("catchAll"));
        desk.undo();
        assertEquals(before, desk.tree(Desk.AUDITOR, "domain-show", Map.of("name", "a.example")));

        desk.call(Desk.SYSTEM, "domain-delete", Map.of("name", "a.example"));
        assertEquals(Kind.MISSING, desk.refused(Desk.SYSTEM, "domain-show", Map.of("name", "a.example")).kind());
        desk.undo();
        assertEquals(before, desk.tree(Desk.AUDITOR, "domain-show", Map.of("name", "a.example")));
    }

    @Test
    void refusalsSayWhatAndWhyInBothLanguages() throws Exception {
        user("x@a.example");
        assertEquals(Kind.EXISTS, desk.refused(Desk.SYSTEM, "domain-add", Map.of("name", "A.example")).kind());
        assertEquals(Kind.INVALID, desk.refused(Desk.SYSTEM, "domain-add", Map.of("name", "a b")).kind());
        assertEquals(Kind.IN_USE, desk.refused(Desk.SYSTEM, "domain-delete", Map.of("name", "a.example")).kind());
        Refusal missing = desk.refused(Desk.SYSTEM, "user-show", Map.of("address", "nobody@a.example"));
        assertEquals(Kind.MISSING, missing.kind());
        assertEquals("There is no user nobody@a.example here. user-list shows those there are.", missing.text(Locale.ENGLISH));
        assertEquals("这里没有用户 nobody@a.example。user-list 列出现有的用户。", missing.text(Locale.SIMPLIFIED_CHINESE));
        assertEquals(Kind.EXISTS, desk.refused(Desk.SYSTEM, "alias-add", Map.of("address", "x@a.example", "targets", "y@a.example"))
                .kind());
        assertEquals("password", desk.refused(Desk.SYSTEM, "user-add", Map.of("address", "y@a.example", "password", "short")).field());
    }

    @Test
    void changesAUserAndTakesItBack() throws Exception {
        user("x@a.example");
        Map<?, ?> before = desk.tree(Desk.AUDITOR, "user-show", Map.of("address", "x@a.example"));
        desk.call(Desk.SYSTEM, "user-change", Map.of("address", "x@a.example", "name", "Other", "active", false,
                "addAddress", List.of("y@b.example"), "limits", Map.of("quota", "2G")));
        Map<?, ?> changed = desk.tree(Desk.AUDITOR, "user-show", Map.of("address", "y@b.example"));
        assertEquals("Other", changed.get("name"));
        assertEquals(List.of("x@a.example", "y@b.example"), changed.get("addresses"));
        desk.undo();
        assertEquals(before, desk.tree(Desk.AUDITOR, "user-show", Map.of("address", "x@a.example")));
        assertEquals(Kind.MISSING, desk.refused(Desk.AUDITOR, "user-show", Map.of("address", "y@b.example")).kind());
    }

    @Test
    void findsUsersByTextPlanAndSuspension() throws Exception {
        for (String name : List.of("ann@a.example", "bob@a.example", "cid@b.example", "dan@c.example")) {
            user(name);
        }
        desk.call(Desk.SYSTEM, "plan-add", Map.of("name", "big"));
        desk.call(Desk.SYSTEM, "user-change", Map.of("address", "bob@a.example", "active", false, "plan", "big"));
        assertEquals(List.of("bob@a.example"), desk.items(Desk.AUDITOR, "user-list", Map.of("suspended", true), "address"));
        assertEquals(List.of("bob@a.example"), desk.items(Desk.AUDITOR, "user-list", Map.of("plan", "big"), "address"));
        assertEquals(List.of("cid@b.example"), desk.items(Desk.AUDITOR, "user-list", Map.of("text", "N CID"), "address"));
        assertEquals(List.of("ann@a.example", "bob@a.example", "dan@c.example"),
                desk.items(Desk.of("a.example", "c.example"), "user-list", Map.of(), "address"));
        assertEquals(Kind.FORBIDDEN, desk.refused(Desk.of("a.example"), "user-list", Map.of("domain", "b.example")).kind());
        Caller two = Desk.of("a.example", "c.example");
        List<Object> all = new ArrayList<>();
        Map<String, Object> in = Map.of("limit", 1);
        for (Map<?, ?> page = desk.tree(two, "user-list", in);; page = desk.tree(two, "user-list", in)) {
            ((List<?>) page.get("items")).forEach(item -> all.add(((Map<?, ?>) item).get("address")));
            if (page.get("next") == null) {
                break;
            }
            in = Map.of("limit", 1, "after", page.get("next"));
        }
        assertEquals(List.of("ann@a.example", "bob@a.example", "dan@c.example"), all);
    }

    @Test
    void anAdministratorOfADomainHandsOutNoMoreThanTheDomainHas() throws Exception {
        desk.call(Desk.SYSTEM, "plan-add", Map.of("name", "small", "limits", Map.of("quota", "1G", "maxRecipients", 10)));
        desk.call(Desk.SYSTEM, "plan-add", Map.of("name", "large", "limits", Map.of("quota", "9G")));
        desk.call(Desk.SYSTEM, "domain-change", Map.of("name", "a.example", "plan", "small"));
        Caller ben = Desk.of("a.example");
        desk.call(ben, "user-add", Map.of("address", "x@a.example", "password", "correct horse", "limits", Map.of("quota", "1G")));
        Refusal above = desk.refused(ben, "user-change", Map.of("address", "x@a.example", "limits", Map.of("quota", "2G")));
        assertEquals(Kind.FORBIDDEN, above.kind());
        assertEquals("limits.quota", above.field());
        assertEquals(Kind.FORBIDDEN, desk.refused(ben, "user-change", Map.of("address", "x@a.example", "limits", Map.of("quota", 0)))
                .kind(), "no limit is more than any");
        assertEquals(Kind.FORBIDDEN, desk.refused(ben, "user-change", Map.of("address", "x@a.example", "limits",
                Map.of("maxRecipients", 11))).kind());
        desk.call(ben, "user-change", Map.of("address", "x@a.example", "plan", "small"));
        assertEquals(Kind.FORBIDDEN, desk.refused(ben, "user-change", Map.of("address", "x@a.example", "plan", "large",
                "inherit", List.of("quota"))).kind());
        assertEquals(Kind.FORBIDDEN, desk.refused(ben, "domain-change", Map.of("name", "a.example", "plan", "large")).kind());
        desk.call(ben, "domain-change", Map.of("name", "a.example", "catchAll", "x@a.example"));
        desk.call(Desk.SYSTEM, "user-change", Map.of("address", "x@a.example", "limits", Map.of("quota", "2G")));
    }

    @Test
    void anAdministratorOfADomainTouchesNoOther() throws Exception {
        user("x@a.example");
        user("y@b.example");
        desk.call(Desk.SYSTEM, "user-change", Map.of("address", "x@a.example", "addAddress", List.of("boss@b.example")));
        desk.call(Desk.SYSTEM, "alias-add", Map.of("address", "al@b.example", "targets", "y@b.example"));
        desk.call(Desk.SYSTEM, "group-add", Map.of("address", "gr@b.example", "members", List.of("y@b.example")));
        Caller ben = Desk.of("a.example");
        Map<String, Map<String, Object>> calls = new LinkedHashMap<>();
        calls.put("domain-add", Map.of("name", "d.example"));
        calls.put("domain-show", Map.of("name", "b.example"));
        calls.put("domain-change", Map.of("name", "b.example", "catchAll", ""));
        calls.put("domain-delete", Map.of("name", "a.example"));
        calls.put("user-show", Map.of("address", "y@b.example"));
        calls.put("user-usage", Map.of("address", "y@b.example"));
        calls.put("mailbox-list", Map.of("address", "y@b.example"));
        calls.put("user-add", Map.of("address", "n@a.example", "also", List.of("n@b.example"), "password", "correct horse"));
        calls.put("user-change", Map.of("address", "x@a.example", "name", "has an address elsewhere"));
        calls.put("user-passwd", Map.of("address", "x@a.example", "password", "correct horse"));
        calls.put("user-delete", Map.of("address", "x@a.example"));
        calls.put("user-export", Map.of());
        calls.put("user-export-hashes", Map.of("domain", "a.example"));
        calls.put("alias-show", Map.of("address", "al@b.example"));
        calls.put("alias-add", Map.of("address", "n@b.example", "targets", "x@a.example"));
        calls.put("alias-delete", Map.of("address", "al@b.example"));
        calls.put("group-show", Map.of("address", "gr@b.example"));
        calls.put("group-member-list", Map.of("address", "gr@b.example"));
        calls.put("group-member-add", Map.of("address", "gr@b.example", "members", "x@a.example"));
        calls.put("group-member-delete", Map.of("address", "gr@b.example", "members", "y@b.example"));
        calls.put("group-change", Map.of("address", "gr@b.example", "name", "n"));
        calls.put("group-delete", Map.of("address", "gr@b.example"));
        calls.put("plan-add", Map.of("name", "p"));
        calls.forEach((name, in) -> assertEquals(Kind.FORBIDDEN, desk.refused(ben, name, in).kind(), name));
        assertEquals(List.of(), desk.items(ben, "alias-list", Map.of(), "address"));
        assertEquals(List.of(), desk.items(ben, "group-list", Map.of(), "address"));
    }

    @Test
    void changesManyWithAPreviewAndAnAnswerForEach() throws Exception {
        user("x@a.example");
        user("y@a.example");
        user("z@b.example");
        Map<String, Object> in = new LinkedHashMap<>(Map.of("addresses", List.of("x@a.example", "nobody@a.example", "y@a.example"),
                "active", false, "dryRun", true));
        Map<?, ?> preview = result(desk.task(Desk.SYSTEM, "user-change-many", in));
        assertEquals("3 2 0 1", preview.get("meant") + " " + preview.get("changed") + " " + preview.get("same") + " "
                + preview.get("refused"));
        assertEquals("nobody@a.example", ((Map<?, ?>) ((List<?>) preview.get("answers")).get(0)).get("address"));
        assertEquals(true, desk.tree(Desk.AUDITOR, "user-show", Map.of("address", "x@a.example")).get("active"));
        in.put("dryRun", false);
        desk.task(Desk.SYSTEM, "user-change-many", in);
        assertEquals(List.of("x@a.example", "y@a.example"), desk.items(Desk.AUDITOR, "user-list", Map.of("suspended", true), "address"));
        Map<?, ?> again = result(desk.task(Desk.of("a.example"), "user-change-many", Map.of("suspended", true, "active", true)));
        assertEquals("2 2", again.get("meant") + " " + again.get("changed"));
        assertEquals(Kind.FORBIDDEN, desk.refused(Desk.of("a.example"), "user-change-many", Map.of("domain", "b.example",
                "active", false)).kind());
        assertEquals(State.FAILED, desk.task(Desk.SYSTEM, "user-change-many", Map.of("domain", "b.example")).state());
    }

    private static Map<?, ?> result(Tasks.View task) {
        assertEquals(State.SUCCEEDED, task.state(), task.text());
        return (Map<?, ?>) task.result().orElseThrow();
    }

    private static Body csv(String text) {
        return new Body("text/csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final String CSV = """
            address,password,name,quota,plan
            x@a.example,correct horse,"Ex, X",1G,
            new@a.example,correct horse,New,,
            bad line
            other@b.example,correct horse,Other,,
            nopass@a.example,,No,,
            much@a.example,correct horse,Much,9G,
            """;

    @Test
    void importsCsvAfterATrial() throws Exception {
        user("x@a.example");
        Map<?, ?> trial = result(desk.task(Desk.SYSTEM, "user-import", Map.of("dryRun", true, "file", csv(CSV))));
        assertEquals("6 3 1 2", figures(trial));
        assertEquals(List.of("x@a.example"), desk.items(Desk.AUDITOR, "user-list", Map.of(), "address"));
        Map<?, ?> done = result(desk.task(Desk.SYSTEM, "user-import", Map.of("file", csv(CSV))));
        assertEquals(figures(trial), figures(done), "the trial said what would be");
        assertEquals("Ex, X", desk.tree(Desk.AUDITOR, "user-show", Map.of("address", "x@a.example")).get("name"));
        assertTrue(desk.audited().stream().noneMatch(told -> told.contains("correct horse")));
    }

    @Test
    void anAdministratorOfADomainImportsIntoItAlone() throws Exception {
        desk.call(Desk.SYSTEM, "domain-change", Map.of("name", "a.example", "limits", Map.of("quota", "2G")));
        Caller ben = Desk.of("a.example");
        Map<?, ?> trial = result(desk.task(ben, "user-import", Map.of("dryRun", true, "file", csv(CSV))));
        Map<?, ?> done = result(desk.task(ben, "user-import", Map.of("file", csv(CSV))));
        assertEquals("6 2 0 4", figures(trial));
        assertEquals("6 2 0 4", figures(done));
        assertEquals(List.of("new@a.example", "x@a.example"), desk.items(Desk.AUDITOR, "user-list", Map.of(), "address"));
        assertTrue(done.get("firstRefused").toString().contains("line 5: "), done.toString());
        assertTrue(done.get("firstRefused").toString().contains("line 4"), "the directory counts the same lines: " + done);
    }

    private static String figures(Map<?, ?> report) {
        return report.get("lines") + " " + report.get("added") + " " + report.get("changed") + " " + report.get("refused");
    }

    @Test
    void aFileThatIsNoCsvOrNotUtf8IsRefused() throws Exception {
        assertEquals(State.FAILED, desk.task(Desk.SYSTEM, "user-import", Map.of("dryRun", true, "file", csv("a,b\n"))).state());
        assertEquals(State.FAILED, desk.task(Desk.SYSTEM, "user-import", Map.of("file", csv("a,b\n"))).state());
        Body latin = new Body("text/csv", new ByteArrayInputStream("address\n\u00e9@a.example\n".getBytes(StandardCharsets.ISO_8859_1)));
        Tasks.View view = desk.task(Desk.SYSTEM, "user-import", Map.of("dryRun", true, "file", latin));
        assertEquals("The file is not UTF-8. Save it as UTF-8 and send it again.", view.text());
    }

    @Test
    void exportsWhatImportReads() throws Exception {
        user("x@a.example");
        user("y@b.example");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ((Download) desk.call(Desk.of("a.example"), "user-export", Map.of("domain", "a.example"))).write(bytes);
        assertEquals("address,password,name,quota,plan\r\nx@a.example,,N x@a.example,,\r\n", bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
        Download hashes = (Download) desk.call(Desk.SYSTEM, "user-export-hashes", Map.of());
        hashes.write(bytes);
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("$argon2id$"));
        assertEquals("users.csv", hashes.fileName());
        assertEquals(Kind.FORBIDDEN, desk.refused(Desk.AUDITOR, "user-export-hashes", Map.of()).kind());
        assertTrue(desk.audited().stream().noneMatch(told -> told.contains("$argon2id$")));
    }

    @Test
    void groupsAndAliasesAreChangedAndTakenBack() throws Exception {
        desk.call(Desk.SYSTEM, "group-add", Map.of("address", "g@a.example", "members", List.of("x@z.example", "y@z.example")));
        desk.call(Desk.SYSTEM, "group-member-add", Map.of("address", "g@a.example", "members", List.of("x@z.example", "z@z.example")));
        assertEquals(List.of("x@z.example", "y@z.example", "z@z.example"), desk.items(Desk.AUDITOR, "group-member-list",
                Map.of("address", "g@a.example"), "address"));
        desk.undo();
        assertEquals(2, desk.tree(Desk.AUDITOR, "group-show", Map.of("address", "g@a.example")).get("memberCount"));
        desk.call(Desk.SYSTEM, "group-member-delete", Map.of("address", "g@a.example", "members", "y@z.example"));
        desk.undo();
        desk.call(Desk.SYSTEM, "group-change", Map.of("address", "g@a.example", "writers", "members", "name", "Gee"));
        Map<?, ?> before = desk.tree(Desk.AUDITOR, "group-show", Map.of("address", "g@a.example"));
        assertEquals(Kind.MISSING, desk.refused(Desk.SYSTEM, "group-member-delete", Map.of("address", "g@a.example",
                "members", List.of("x@z.example", "nobody@z.example"))).kind());
        desk.call(Desk.SYSTEM, "group-delete", Map.of("address", "g@a.example"));
        desk.undo();
        assertEquals(before, desk.tree(Desk.AUDITOR, "group-show", Map.of("address", "g@a.example")));

        desk.call(Desk.SYSTEM, "alias-add", Map.of("address", "al@a.example", "targets", List.of("x@z.example")));
        desk.call(Desk.SYSTEM, "alias-add", Map.of("address", "al@a.example", "targets", List.of("y@z.example")));
        desk.undo();
        assertEquals(List.of("x@z.example"), desk.tree(Desk.AUDITOR, "alias-show", Map.of("address", "al@a.example")).get("targets"));
        desk.call(Desk.SYSTEM, "alias-delete", Map.of("address", "al@a.example"));
        desk.undo();
        assertEquals(List.of("al@a.example"), desk.items(Desk.AUDITOR, "alias-list", Map.of("text", "X@Z"), "address"));
    }

    @Test
    void showsUsageAndPasswordsAreSet() throws Exception {
        user("x@a.example");
        assertEquals(0L, desk.tree(Desk.AUDITOR, "user-usage", Map.of("address", "x@a.example")).get("used"));
        assertEquals(List.of(), desk.items(Desk.AUDITOR, "mailbox-list", Map.of("address", "x@a.example"), "mailbox"));
        String before = directory.directory().credentials(MailAddress.parse("x@a.example")).orElseThrow().hash();
        desk.call(Desk.SYSTEM, "user-passwd", Map.of("address", "x@a.example", "password", "battery staple"));
        assertFalse(directory.directory().credentials(MailAddress.parse("x@a.example")).orElseThrow().hash().equals(before));
        assertTrue(desk.audited().stream().noneMatch(told -> told.contains("battery staple")));
        desk.call(Desk.SYSTEM, "user-delete", Map.of("address", "x@a.example"));
        assertFalse(desk.canUndo(), "the mail is gone");
    }
}
