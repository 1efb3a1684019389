package org.sheng.administration.internal.directory;

import java.util.List;
import org.sheng.directory.Group.Writers;
import org.sheng.directory.Group;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** A group as it is shown. */
record GroupView(
        @Input("The group's address.") MailAddress address,
        @Input("Its name for people.") String name,
        @Input("Who may write to it: anyone, its domain's users, its members.") Writers writers,
        @Input("How many members it has.") int memberCount,
        @Input("The first 1,000 members; group-member-list has all.") List<MailAddress> members) {
    static final int SHOWN = 1_000;

    static GroupView of(Group group) {
        return new GroupView(group.address(), group.name(), group.writers(), group.members().size(),
                group.members().subList(0, Math.min(SHOWN, group.members().size())));
    }
}
