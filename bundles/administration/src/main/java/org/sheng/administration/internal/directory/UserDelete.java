package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Deletes a user. There is no way back: the mail is gone. */
@Component(service = Operation.class)
@Offered(name = "user-delete", http = "DELETE /users/{address}", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Deletes a user and all mail of the user.")
public final class UserDelete implements Operation<UserAddress, Void> {
    private final DirectoryAdmin directory;

    @Activate
    public UserDelete(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public Void run(UserAddress in, Call call) throws Refusal {
        Users.seen(call.caller(), Users.settings(directory, in.address()).addresses());
        return Refused.orDone(() -> {
            directory.deleteUser(in.address());
            return null;
        });
    }

    @Override
    public Scope scope(UserAddress in) {
        return Scope.of(in.address().domain());
    }
}
