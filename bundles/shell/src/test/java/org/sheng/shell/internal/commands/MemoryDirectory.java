package org.sheng.shell.internal.commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.sheng.directory.Alias;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryException.Reason;
import org.sheng.directory.Domain;
import org.sheng.directory.Group;
import org.sheng.directory.Limits;
import org.sheng.directory.Plan;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** As much of a directory as commands need to be tried: names, pages, and refusals. */
final class MemoryDirectory implements DirectoryAdmin, Directory {
    final NavigableMap<String, Domain> domains = new TreeMap<>();
    final NavigableMap<String, UserSettings> users = new TreeMap<>();
    final NavigableMap<String, Alias> aliases = new TreeMap<>();
    final NavigableMap<String, Group> groups = new TreeMap<>();
    final NavigableMap<String, Plan> plans = new TreeMap<>();
    final Map<String, String> passwords = new TreeMap<>();

    List<String> damaged = List.of();

    @Override
    public List<String> damage() {
        return damaged;
    }

    @Override
    public Domain addDomain(Domain domain) throws DirectoryException {
        if (domains.putIfAbsent(domain.name(), domain) != null) {
            throw new DirectoryException(Reason.EXISTS, "There is a domain " + domain.name() + " already.");
        }
        return domain;
    }

    @Override
    public Domain changeDomain(Domain domain) {
        domains.put(domain.name(), domain);
        return domain;
    }

    @Override
    public void deleteDomain(String name) throws DirectoryException {
        if (domains.remove(name) == null) {
            throw new DirectoryException(Reason.MISSING, "There is no domain " + name + ".");
        }
    }

    @Override
    public Optional<Domain> domain(String name) {
        return Optional.ofNullable(domains.get(name));
    }

    @Override
    public List<Domain> domains(String after, int limit) {
        return page(domains, after, limit);
    }

    @Override
    public User addUser(UserSettings settings, char[] password) {
        String key = settings.addresses().get(0).key();
        users.put(key, settings);
        passwords.put(key, new String(password));
        return user(settings);
    }

    @Override
    public User changeUser(MailAddress address, UserSettings settings) {
        users.put(address.key(), settings);
        return user(settings);
    }

    @Override
    public void changePassword(MailAddress address, char[] password) {
        passwords.put(address.key(), new String(password));
    }

    @Override
    public void deleteUser(MailAddress address) {
        users.remove(address.key());
    }

    @Override
    public Optional<UserSettings> userSettings(MailAddress address) {
        return Optional.ofNullable(users.get(address.key()));
    }

    @Override
    public List<User> users(String domain, String after, int limit) {
        return page(users, after, limit).stream().map(MemoryDirectory::user).toList();
    }

    @Override
    public Alias putAlias(Alias alias) {
        aliases.put(alias.address().key(), alias);
        return alias;
    }

    @Override
    public void deleteAlias(MailAddress address) {
        aliases.remove(address.key());
    }

    @Override
    public List<Alias> aliases(String domain, String after, int limit) {
        return page(aliases, after, limit);
    }

    @Override
    public Group putGroup(Group group) {
        groups.put(group.address().key(), group);
        return group;
    }

    @Override
    public void deleteGroup(MailAddress address) {
        groups.remove(address.key());
    }

    @Override
    public Optional<Group> group(MailAddress address) {
        return Optional.ofNullable(groups.get(address.key()));
    }

    @Override
    public List<Group> groups(String domain, String after, int limit) {
        return page(groups, after, limit);
    }

    @Override
    public Plan putPlan(Plan plan) {
        plans.put(plan.name(), plan);
        return plan;
    }

    @Override
    public void deletePlan(String name) {
        plans.remove(name);
    }

    @Override
    public List<Plan> plans() {
        return List.copyOf(plans.values());
    }

    /** Refuses every line with "bad" in it. */
    @Override
    public ImportReport importUsers(Reader csv, Consumer<Progress> progress) throws IOException {
        List<String> lines = new BufferedReader(csv).lines().skip(1).toList();
        long refused = lines.stream().filter(line -> line.contains("bad")).count();
        Progress total = new Progress(lines.size(), lines.size() - refused, 0, refused);
        progress.accept(total);
        return new ImportReport(total, lines.stream().filter(line -> line.contains("bad"))
                .map(line -> "refused: " + line).toList());
    }

    @Override
    public long exportUsers(String domain, Writer csv, boolean withHashes) throws IOException {
        csv.write("address\n" + String.join("\n", users.keySet()) + "\n");
        return users.size();
    }

    @Override
    public boolean isLocal(String domain) {
        return domains.containsKey(domain);
    }

    @Override
    public Resolution resolve(MailAddress recipient) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<User> user(MailAddress address) {
        return userSettings(address).map(MemoryDirectory::user);
    }

    @Override
    public Optional<User> user(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Credentials> credentials(MailAddress login) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void upgradeCredentials(UUID user, Credentials before, Credentials after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long changes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean maySendAs(User user, MailAddress sender) {
        throw new UnsupportedOperationException();
    }

    private static User user(UserSettings settings) {
        MailAddress address = settings.addresses().get(0);
        return new User(UUID.nameUUIDFromBytes(address.key().getBytes(StandardCharsets.UTF_8)), address,
                settings.addresses(), settings.name(),
                settings.active(), settings.plan(), new Limits(settings.limits().quotaBytes().orElse(0), 0, 0, 0, 0));
    }

    private static <V> List<V> page(NavigableMap<String, V> all, String after, int limit) {
        return all.tailMap(after, false).values().stream().limit(limit).toList();
    }
}
