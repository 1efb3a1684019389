package org.sheng.smtp.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.Group;
import org.sheng.directory.Limits;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** The domain sheng.example with a few users, an alias and a group. */
public final class FakeDirectory implements Directory {
    public static final String DOMAIN = "sheng.example";

    public final Map<String, User> users = new ConcurrentHashMap<>();
    public final Map<String, Group> groups = new HashMap<>();
    public volatile boolean away;

    public FakeDirectory() {
        user("ann", Limits.NONE);
        user("bob", Limits.NONE);
        user("postmaster", Limits.NONE);
    }

    public User user(String name, Limits limits) {
        MailAddress address = new MailAddress(name, DOMAIN);
        User user = new User(UUID.randomUUID(), address, List.of(address), "", true, "", limits);
        users.put(address.key(), user);
        return user;
    }

    @Override
    public boolean isLocal(String domain) {
        return domain.equals(DOMAIN);
    }

    @Override
    public Resolution resolve(MailAddress recipient) {
        if (away) {
            throw new DirectoryUnavailable("the database does not open", null);
        }
        if (!isLocal(recipient.domain())) {
            return new Resolution.NotLocal();
        }
        Group group = groups.get(recipient.key());
        if (group != null) {
            return new Resolution.GroupOf(group);
        }
        if (recipient.local().equals("alias")) {
            return new Resolution.Alias(recipient, List.of(new MailAddress("ann", DOMAIN)));
        }
        User user = users.get(recipient.withoutDetail().key());
        return user == null ? new Resolution.Unknown() : new Resolution.Mailbox(user, recipient.detail().orElse(""));
    }

    @Override
    public Optional<User> user(MailAddress address) {
        return Optional.ofNullable(users.get(address.key()));
    }

    @Override
    public Optional<User> user(UUID id) {
        return users.values().stream().filter(user -> user.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Credentials> credentials(MailAddress login) {
        return Optional.empty();
    }

    @Override
    public void upgradeCredentials(UUID user, Credentials before, Credentials after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean maySendAs(User user, MailAddress sender) {
        return user.addresses().contains(sender);
    }

    @Override
    public long changes() {
        return 0;
    }
}
