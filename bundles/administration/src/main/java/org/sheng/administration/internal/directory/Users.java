package org.sheng.administration.internal.directory;

import java.util.List;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Caller;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Refusal;

/** What operations on users share. */
final class Users {
    private Users() { }

    static UserSettings settings(DirectoryAdmin directory, MailAddress address) throws Refusal {
        return directory.userSettings(address).orElseThrow(() -> Refused.noUser(address));
    }

    static UserView view(DirectoryAdmin admin, Directory directory, MailAddress address) throws Refusal {
        UserSettings settings = settings(admin, address);
        User user = directory.user(address).orElseThrow(() -> Refused.noUser(address));
        return UserView.of(user, settings);
    }

    /** A user can have addresses in several domains: whoever changes the user must have all of them. */
    static void seen(Caller caller, List<MailAddress> addresses) throws Refusal {
        for (MailAddress address : addresses) {
            if (!caller.sees(address.domain())) {
                throw new Refusal(Kind.FORBIDDEN, "address", Refused.text("not-your-domain", address.domain()));
            }
        }
    }
}
