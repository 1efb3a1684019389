package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Sets a password. */
@Component(service = Operation.class)
@Offered(name = "user-passwd", http = "PUT /users/{address}/password", area = Area.DIRECTORY, access = Access.CHANGE,
        forDomains = true, text = "Sets the password of a user.")
public final class UserPasswd implements Operation<UserPasswd.In, Void> {
    private final DirectoryAdmin directory;

    @Activate
    public UserPasswd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("One of the user's addresses.") MailAddress address,
            @Input(value = "8 to 256 characters.", min = 8, max = 256, secret = true) String password) { }

    @Override
    public Void run(In in, Call call) throws Refusal {
        Users.seen(call.caller(), Users.settings(directory, in.address()).addresses());
        return Refused.orDone(() -> {
            directory.changePassword(in.address(), in.password().toCharArray());
            return null;
        });
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(in.address().domain());
    }
}
