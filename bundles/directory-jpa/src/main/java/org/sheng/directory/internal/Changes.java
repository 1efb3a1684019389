package org.sheng.directory.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sheng.auth.Passwords;
import org.sheng.directory.Alias;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.Domain;
import org.sheng.directory.Group;
import org.sheng.directory.Plan;
import org.sheng.directory.User;
import org.sheng.event.Events;
import org.sheng.mail.MailAddress;

/** {@link DirectoryAdmin}: each kind of thing has a class of its own. */
final class Changes implements DirectoryAdmin {
    private final Database database;
    private final Lookups lookups;
    private final Passwords passwords;
    private final Events events;
    private final Domains domains;
    private final Users users;
    private final Aliases aliases;
    private final Groups groups;
    private final Plans plans;

    Changes(Database database, Lookups lookups, Passwords passwords, Events events) {
        this.database = database;
        this.lookups = lookups;
        this.passwords = passwords;
        this.events = events;
        domains = new Domains(database, lookups, events);
        users = new Users(database, lookups, passwords, events);
        aliases = new Aliases(database, lookups, events);
        groups = new Groups(database, lookups, events);
        plans = new Plans(database, lookups, events);
    }

    @Override
    public List<String> damage() {
        try {
            return database.damage();
        } catch (SQLException e) {
            throw new DirectoryUnavailable("the directory's database cannot be read to its end: "
                    + Database.rootMessage(e), e);
        }
    }

    @Override
    public Domain addDomain(Domain domain) throws DirectoryException {
        return domains.add(domain);
    }

    @Override
    public Domain changeDomain(Domain domain) throws DirectoryException {
        return domains.change(domain);
    }

    @Override
    public void deleteDomain(String name) throws DirectoryException {
        domains.delete(name);
    }

    @Override
    public Optional<Domain> domain(String name) {
        return domains.domain(name);
    }

    @Override
    public List<Domain> domains(String after, int limit) {
        return domains.page(after, limit);
    }

    @Override
    public User addUser(UserSettings settings, char[] password) throws DirectoryException {
        return users.add(settings, password);
    }

    @Override
    public User changeUser(MailAddress address, UserSettings settings) throws DirectoryException {
        return users.change(address, settings);
    }

    @Override
    public void changePassword(MailAddress address, char[] password) throws DirectoryException {
        users.changePassword(address, password);
    }

    @Override
    public void deleteUser(MailAddress address) throws DirectoryException {
        users.delete(address);
    }

    @Override
    public Optional<UserSettings> userSettings(MailAddress address) {
        return users.settings(address);
    }

    @Override
    public List<User> users(String domain, String after, int limit) {
        return users.page(domain, after, limit);
    }

    @Override
    public Alias putAlias(Alias alias) throws DirectoryException {
        return aliases.put(alias);
    }

    @Override
    public void deleteAlias(MailAddress address) throws DirectoryException {
        aliases.delete(address);
    }

    @Override
    public List<Alias> aliases(String domain, String after, int limit) {
        return aliases.page(domain, after, limit);
    }

    @Override
    public Group putGroup(Group group) throws DirectoryException {
        return groups.put(group);
    }

    @Override
    public void deleteGroup(MailAddress address) throws DirectoryException {
        groups.delete(address);
    }

    @Override
    public Optional<Group> group(MailAddress address) {
        return groups.group(address);
    }

    @Override
    public List<Group> groups(String domain, String after, int limit) {
        return groups.page(domain, after, limit);
    }

    @Override
    public Plan putPlan(Plan plan) throws DirectoryException {
        return plans.put(plan);
    }

    @Override
    public void deletePlan(String name) throws DirectoryException {
        plans.delete(name);
    }

    @Override
    public List<Plan> plans() {
        return plans.all();
    }

    @Override
    public ImportReport importUsers(Reader csv, Consumer<Progress> progress) throws IOException, DirectoryException {
        return new UserImport(database, lookups, passwords, events, progress).run(csv);
    }

    @Override
    public long exportUsers(String domain, Writer csv, boolean withHashes) throws IOException {
        return new UserExport(database, withHashes).run(domain, csv);
    }
}
