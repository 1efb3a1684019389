package org.sheng.administration.internal.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Adds a user. */
@Component(service = Operation.class)
@Offered(name = "user-add", http = "POST /users", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Adds a user with a mailbox.")
public final class UserAdd implements Operation<UserAdd.In, UserView> {
    private final DirectoryAdmin directory;

    @Activate
    public UserAdd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("The main address; by it the user logs in.") MailAddress address,
            @Input(value = "8 to 256 characters.", min = 8, max = 256, secret = true) String password,
            @Input(value = "The person's name.", max = 256) Optional<String> name,
            @Input(value = "False: suspended, no login; mail is still taken.", standard = "true") Optional<Boolean> active,
            @Input(value = "Plan whose limits hold.", standard = "the domain's") Optional<String> plan,
            @Input(value = "Further addresses.", max = 99) List<MailAddress> also,
            @Input(value = "Limits of the user.", standard = "as plan and domain have them") Optional<LimitValues> limits) { }

    @Override
    public UserView run(In in, Call call) throws Refusal {
        List<MailAddress> addresses = new ArrayList<>(List.of(in.address()));
        addresses.addAll(in.also());
        UserSettings settings = new UserSettings(addresses, in.name().orElse(""), in.active().orElse(true), in.plan().orElse(""),
                in.limits().map(LimitValues::settings).orElse(LimitSettings.INHERIT));
        new Ceiling(directory).check(call.caller(), in.address().domain(), settings.plan(), settings.limits());
        User added = Refused.orDone(() -> directory.addUser(settings, in.password().toCharArray()));
        return UserView.of(added, settings);
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(Stream.concat(Stream.of(in.address()), in.also().stream()).map(MailAddress::domain).distinct()
                .toArray(String[]::new));
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return Optional.of(new Inverse("user-delete", Map.of("address", in.address().toString())));
    }
}
