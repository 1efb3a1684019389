package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.User;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Shows a user. */
@Component(service = Operation.class)
@Offered(name = "user-show", http = "GET /users/{address}", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Shows a user with the limits that are set and those that hold.")
public final class UserShow implements Operation<UserAddress, UserView> {
    private final DirectoryAdmin admin;
    private final Directory directory;

    @Activate
    public UserShow(@Reference DirectoryAdmin admin, @Reference Directory directory) {
        this.admin = admin;
        this.directory = directory;
    }

    @Override
    public UserView run(UserAddress in, Call call) throws Refusal {
        return Users.view(admin, directory, in.address());
    }

    @Override
    public Scope scope(UserAddress in) {
        return Scope.of(in.address().domain());
    }
}
