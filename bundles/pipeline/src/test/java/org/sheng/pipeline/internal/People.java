package org.sheng.pipeline.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sheng.directory.Directory;
import org.sheng.directory.Group;
import org.sheng.directory.Limits;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** A directory in memory, of the domain here.example. */
final class People implements Directory {
    private final Map<String, Resolution> known = new ConcurrentHashMap<>();
    private final Set<String> domains = Set.of("here.example");
    private Optional<MailAddress> catchAll = Optional.empty();

    User user(String address) {
        return user(address, Limits.NONE);
    }

    User user(String address, Limits limits) {
        MailAddress main = MailAddress.parse(address);
        UUID id = UUID.nameUUIDFromBytes(main.key().getBytes(StandardCharsets.UTF_8));
        User user = new User(id, main, List.of(main), "", true, "", limits);
        known.put(main.key(), new Resolution.Mailbox(user, ""));
        return user;
    }

    void alias(String address, String... targets) {
        MailAddress alias = MailAddress.parse(address);
        known.put(alias.key(), new Resolution.Alias(alias, addresses(targets)));
    }

    void group(String address, Group.Writers writers, String... members) {
        MailAddress group = MailAddress.parse(address);
        known.put(group.key(), new Resolution.GroupOf(new Group(group, "", writers, addresses(members))));
    }

    void catchAll(String target) {
        catchAll = Optional.of(MailAddress.parse(target));
    }

    private static List<MailAddress> addresses(String... all) {
        return Stream.of(all).map(MailAddress::parse).toList();
    }

    @Override
    public boolean isLocal(String domain) {
        return domains.contains(domain);
    }

    @Override
    public Resolution resolve(MailAddress recipient) {
        if (!isLocal(recipient.domain())) {
            return new Resolution.NotLocal();
        }
        Resolution exact = known.get(recipient.key());
        if (exact != null) {
            return exact;
        }
        if (known.get(recipient.withoutDetail().key()) instanceof Resolution.Mailbox mailbox) {
            return new Resolution.Mailbox(mailbox.user(), recipient.detail().orElse(""));
        }
        return catchAll.<Resolution>map(Resolution.CatchAll::new).orElse(new Resolution.Unknown());
    }

    @Override
    public Optional<User> user(MailAddress address) {
        return known.get(address.key()) instanceof Resolution.Mailbox mailbox ? Optional.of(mailbox.user()) : Optional.empty();
    }

    @Override
    public Optional<User> user(UUID id) {
        return known.values().stream().filter(Resolution.Mailbox.class::isInstance).map(Resolution.Mailbox.class::cast)
                .map(Resolution.Mailbox::user).filter(user -> user.id().equals(id)).findAny();
    }

    @Override
    public Optional<Credentials> credentials(MailAddress login) {
        return Optional.empty();
    }

    @Override
    public void upgradeCredentials(UUID user, Credentials before, Credentials after) { }

    @Override
    public long changes() {
        return 0;
    }

    @Override
    public boolean maySendAs(User user, MailAddress sender) {
        return user.addresses().contains(sender);
    }
}
