package org.sheng.administration.internal.directory;

import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.administration.internal.Listing;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Group.Writers;
import org.sheng.directory.Group;
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

/** Lists groups. */
@Component(service = Operation.class)
@Offered(name = "group-list", http = "GET /groups", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Lists groups in order of address, of one domain or of all, with the number of members.")
public final class GroupList implements Operation<GroupList.In, Page<GroupList.Row>> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupList(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Only those of this domain.", max = 255) Optional<String> domain,
            @Input(value = "Only those with this in address or name, without case.", max = 256) Optional<String> text,
            @Input("Address of the last one seen.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    /** A group in the list. */
    public record Row(
            @Input("The group's address.") MailAddress address,
            @Input("Its name for people.") String name,
            @Input("Who may write to it.") Writers writers,
            @Input("How many members it has.") int members) { }

    @Override
    public Page<Row> run(In in, Call call) throws Refusal {
        String domain = in.domain().isPresent() ? Refused.domain("domain", in.domain().get()) : "";
        String text = in.text().orElse("").toLowerCase(Locale.ROOT);
        Page<Group> found = Listing.of((after, limit) -> directory.groups(domain, after, limit), group -> group.address().toString(),
                group -> call.caller().sees(group.address().domain()) && (group.address().key().contains(text)
                        || group.name().toLowerCase(Locale.ROOT).contains(text)),
                in.after(), in.limit().orElse(100));
        return new Page<>(found.items().stream().map(group -> new Row(group.address(), group.name(), group.writers(),
                group.members().size())).toList(), found.next());
    }

    @Override
    public Scope scope(In in) throws Refusal {
        return in.domain().isPresent() ? Refused.scope("domain", in.domain().get()) : Scope.SEEN;
    }
}
