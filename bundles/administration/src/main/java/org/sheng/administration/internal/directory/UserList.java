package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Lists users. */
@Component(service = Operation.class)
@Offered(name = "user-list", http = "GET /users", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Lists users in order of address, of one domain or of all.")
public final class UserList implements Operation<UserList.In, Page<UserList.Row>> {
    private final DirectoryAdmin directory;

    @Activate
    public UserList(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Only those of this domain.", max = 255) Optional<String> domain,
            @Input(value = "Only those with this in an address or in the name, without case.", max = 256) Optional<String> text,
            @Input("True: only those that are suspended; false: only the others.") Optional<Boolean> suspended,
            @Input("Only those that have this plan themselves.") Optional<String> plan,
            @Input("Address of the last one seen.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    /** A user in the list. */
    public record Row(
            @Input("The main address.") MailAddress address,
            @Input("The person's name.") String name,
            @Input("False: suspended, no login; mail is still taken.") boolean active,
            @Input("Plan whose limits hold; empty: the domain's.") String plan,
            @Input("Size of the mailbox, bytes; 0: no limit.") long quota,
            @Input("All addresses, the main one first.") List<MailAddress> addresses) { }

    @Override
    public Page<Row> run(In in, Call call) throws Refusal {
        Page<User> users = new UserSearch(in.domain(), in.text(), in.suspended(), in.plan())
                .page(directory, call.caller(), in.after(), in.limit().orElse(100));
        return new Page<>(users.items().stream().map(UserList::row).toList(), users.next());
    }

    private static Row row(User user) {
        return new Row(user.address(), user.name(), user.active(), user.plan(), user.limits().quotaBytes(), user.addresses());
    }

    @Override
    public Scope scope(In in) throws Refusal {
        return in.domain().isPresent() ? Refused.scope("domain", in.domain().get()) : Scope.SEEN;
    }
}
