package org.sheng.administration.internal.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sheng.administration.internal.Listing;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.User;
import org.sheng.operation.Caller;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;

/** Which users are meant. */
record UserSearch(Optional<String> domain, Optional<String> text, Optional<Boolean> suspended, Optional<String> plan) {

    Page<User> page(DirectoryAdmin directory, Caller caller, Optional<String> after, int limit) throws Refusal {
        if (domain.isPresent()) {
            return in(directory, caller, Refused.domain("domain", domain.get()), after, limit);
        }
        if (caller.role() != Caller.Role.DOMAIN) {
            return in(directory, caller, "", after, limit);
        }
        return inSeen(directory, caller, after, limit);
    }

    private Page<User> in(DirectoryAdmin directory, Caller caller, String of, Optional<String> after, int limit) {
        return Listing.of((from, most) -> directory.users(of, from, most), user -> user.address().toString(),
                user -> caller.sees(user.address().domain()) && matches(user), after, limit);
    }

    /** One domain after another, so that who has one small domain does not look through all users of the node. */
    private Page<User> inSeen(DirectoryAdmin directory, Caller caller, Optional<String> after, int limit) {
        List<String> domains = caller.domains().stream().sorted().toList();
        String begun = after.map(address -> address.substring(address.lastIndexOf('@') + 1)).orElse("");
        List<User> found = new ArrayList<>();
        for (String each : domains) {
            if (each.compareTo(begun) < 0) {
                continue;
            }
            Page<User> some = in(directory, caller, each, each.equals(begun) ? after : Optional.empty(), limit - found.size());
            found.addAll(some.items());
            if (some.next().isPresent()) {
                return new Page<>(found, some.next());
            }
            if (found.size() == limit && !each.equals(domains.get(domains.size() - 1))) {
                return new Page<>(found, Optional.of(found.get(found.size() - 1).address().toString()));
            }
        }
        return new Page<>(found, Optional.empty());
    }

    private boolean matches(User user) {
        return suspended.map(wanted -> wanted != user.active()).orElse(true)
                && plan.map(wanted -> wanted.equals(user.plan())).orElse(true)
                && text.map(wanted -> has(user, wanted.toLowerCase(Locale.ROOT))).orElse(true);
    }

    private static boolean has(User user, String wanted) {
        return user.name().toLowerCase(Locale.ROOT).contains(wanted)
                || user.addresses().stream().anyMatch(address -> address.key().contains(wanted));
    }
}
