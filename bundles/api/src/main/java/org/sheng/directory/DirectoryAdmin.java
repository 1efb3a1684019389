package org.sheng.directory;

import java.io.Reader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sheng.mail.MailAddress;

/**
 * Changes to the directory. Each call is one transaction, durable when it returns, and publishes DirectoryChanged. Blocks: worker threads only.
 * Lists are pages in order of name, {@code after} the last name seen ({@code ""}: from the start), at most {@code limit} (1 to 10,000).
 * Every method may throw {@link DirectoryUnavailable}.
 */
public interface DirectoryAdmin {

    Domain addDomain(Domain domain) throws DirectoryException;

    /** Changes everything but the name. */
    Domain changeDomain(Domain domain) throws DirectoryException;

    /** @throws DirectoryException IN_USE while it has users, aliases or groups */
    void deleteDomain(String name) throws DirectoryException;

    Optional<Domain> domain(String name);

    List<Domain> domains(String after, int limit);

    /** @param password UTF-8 text, 8 to 256 characters; overwritten with zeros. {@code settings.addresses} has the main address first. */
    User addUser(UserSettings settings, char[] password) throws DirectoryException;

    User changeUser(MailAddress address, UserSettings settings) throws DirectoryException;

    void changePassword(MailAddress address, char[] password) throws DirectoryException;

    /**
     * The mail of the user is deleted after it, in the background; until that is done the user is one of {@link
     * DepartedUsers}.
     */
    void deleteUser(MailAddress address) throws DirectoryException;

    Optional<UserSettings> userSettings(MailAddress address);

    /** @param domain empty for all */
    List<User> users(String domain, String after, int limit);

    Alias putAlias(Alias alias) throws DirectoryException;

    void deleteAlias(MailAddress address) throws DirectoryException;

    List<Alias> aliases(String domain, String after, int limit);

    Group putGroup(Group group) throws DirectoryException;

    void deleteGroup(MailAddress address) throws DirectoryException;

    Optional<Group> group(MailAddress address);

    List<Group> groups(String domain, String after, int limit);

    Plan putPlan(Plan plan) throws DirectoryException;

    void deletePlan(String name) throws DirectoryException;

    List<Plan> plans();

    /**
     * Adds users from CSV (RFC 4180, UTF-8) with a header line from {@code address,password,name,quota,plan}; {@code password} is clear text or a
     * hash as in {@link Directory.Credentials#hash}. Existing users are changed. A line that is refused is told and skipped; what was taken stays.
     *
     * @param progress told about every 1,000 lines, and at the end
     */
    ImportReport importUsers(Reader csv, Consumer<Progress> progress) throws IOException, DirectoryException;

    /** Writes users as CSV with the same header; hashes instead of passwords. */
    long exportUsers(String domain, Writer csv, boolean withHashes) throws IOException;

    /**
     * Looks at every row, which takes seconds for 100,000 users: what is not as it was written, at most 100 texts.
     * Such a row is not
     * served: who needs it gets DirectoryUnavailable.
     */
    List<String> damage();

    /** A user as it is set, before inheritance. */
    record UserSettings(List<MailAddress> addresses, String name, boolean active, String plan, LimitSettings limits) { }

    record Progress(long lines, long added, long changed, long refused) { }

    /** @param firstRefused up to 100, each with line number and reason */
    record ImportReport(Progress total, List<String> firstRefused) { }
}
