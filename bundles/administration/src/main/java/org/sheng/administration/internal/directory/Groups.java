package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Group;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Inverse;
import org.sheng.operation.Refusal;

/** Groups by address, and what would bring one back. */
final class Groups {
    private Groups() { }

    static Group named(DirectoryAdmin directory, MailAddress address) throws Refusal {
        return directory.group(address).orElseThrow(() -> Refused.noGroup(address));
    }

    /** What adds a group as it was; empty for one that is too large to be kept in the audit. */
    static Optional<Inverse> again(GroupView view) {
        return view.memberCount() > view.members().size() ? Optional.empty() : Optional.of(new Inverse("group-add", Map.of(
                "address", view.address().toString(), "name", view.name(), "writers", view.writers().name().toLowerCase(Locale.ROOT),
                "members", texts(view.members()))));
    }

    static List<String> texts(List<MailAddress> addresses) {
        return addresses.stream().map(MailAddress::toString).toList();
    }
}
