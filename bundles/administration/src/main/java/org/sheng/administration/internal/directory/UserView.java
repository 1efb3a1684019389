package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.UUID;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** A user as it is shown. Without what the mailbox uses, which user-usage shows: new mail must not make what was seen of the user stale. */
record UserView(
        @Input("The main address, by which the user logs in.") MailAddress address,
        @Input("All addresses, the main one first.") List<MailAddress> addresses,
        @Input("The person's name.") String name,
        @Input("The account in the mail store; never changes.") UUID account,
        @Input("False: suspended, no login; mail is still taken.") boolean active,
        @Input("Plan whose limits hold; empty: the domain's.") String plan,
        @Input("Limits that hold, after plan and domain were looked at.") LimitValues limits,
        @Input("Limits that are set on the user; what is left out is inherited.") LimitValues set) {

    static UserView of(User user, UserSettings settings) {
        return new UserView(user.address(), user.addresses(), user.name(), user.id(), user.active(), user.plan(),
                LimitValues.of(user.limits()), LimitValues.of(settings.limits()));
    }
}
