package org.sheng.administration.internal.directory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Changes a user. */
@Component(service = Operation.class)
@Offered(name = "user-change", http = "PATCH /users/{address}", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Changes a user: what is not given stays.")
public final class UserChange implements Operation<UserChange.In, UserView> {
    private final DirectoryAdmin directory;

    @Activate
    public UserChange(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("One of the user's addresses.") MailAddress address,
            @Input(value = "The person's name.", max = 256) Optional<String> name,
            @Input("False: suspended, no login; mail is still taken.") Optional<Boolean> active,
            @Input("Plan whose limits hold; empty: the domain's.") Optional<String> plan,
            @Input(value = "Further addresses.", max = 99) List<MailAddress> addAddress,
            @Input(value = "Addresses to take away.", max = 99) List<MailAddress> removeAddress,
            @Input("Limits of the user.") Optional<LimitValues> limits,
            @Input(value = "Limits that are from now on as plan and domain have them.", max = 5) List<LimitName> inherit) { }

    @Override
    public UserView run(In in, Call call) throws Refusal {
        UserSettings before = Users.settings(directory, in.address());
        UserSettings settings = new UserSettings(addresses(in, before), in.name().orElse(before.name()),
                in.active().orElse(before.active()), in.plan().orElse(before.plan()),
                LimitName.changed(before.limits(), in.limits(), in.inherit()));
        Users.seen(call.caller(), before.addresses());
        new Ceiling(directory).check(call.caller(), settings.addresses().get(0).domain(), settings.plan(), settings.limits());
        User changed = Refused.orDone(() -> directory.changeUser(in.address(), settings));
        return UserView.of(changed, settings);
    }

    private static List<MailAddress> addresses(In in, UserSettings before) throws Refusal {
        LinkedHashSet<MailAddress> addresses = new LinkedHashSet<>(before.addresses());
        addresses.addAll(in.addAddress());
        for (MailAddress old : in.removeAddress()) {
            if (!addresses.remove(old)) {
                throw new Refusal(Kind.INVALID, "removeAddress", Refused.text("not-an-address-of", old.toString(),
                        in.address().toString()));
            }
        }
        if (addresses.isEmpty()) {
            throw new Refusal(Kind.INVALID, "removeAddress", Refused.text("last-address", in.address().toString()));
        }
        return List.copyOf(addresses);
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(Stream.of(Stream.of(in.address()), in.addAddress().stream(), in.removeAddress().stream()).flatMap(some -> some)
                .map(MailAddress::domain).distinct().toArray(String[]::new));
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return before.map(UserView.class::cast).map(view -> {
            Map<String, Object> input = new LinkedHashMap<>();
            // by an address that is there before and after
            input.put("address", view.addresses().stream().filter(each -> !in.removeAddress().contains(each)).findFirst()
                    .or(() -> in.addAddress().stream().findFirst()).orElse(in.address()).toString());
            input.put("name", view.name());
            input.put("active", view.active());
            input.put("plan", view.plan());
            input.put("addAddress", in.removeAddress().stream().map(MailAddress::toString).toList());
            input.put("removeAddress", in.addAddress().stream().filter(each -> !view.addresses().contains(each))
                    .map(MailAddress::toString).toList());
            input.put("limits", view.set().tree());
            input.put("inherit", LimitName.unset(view.set()));
            return new Inverse("user-change", input);
        });
    }
}
