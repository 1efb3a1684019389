package org.sheng.administration.internal.directory;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.administration.internal.Listing;
import org.sheng.directory.DirectoryAdmin;
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

/** Lists the members of a group. */
@Component(service = Operation.class)
@Offered(name = "group-member-list", http = "GET /groups/{address}/members", area = Area.DIRECTORY, access = Access.LOOK,
        forDomains = true, text = "Lists the members of a group.")
public final class GroupMemberList implements Operation<GroupMemberList.In, Page<GroupMemberList.Row>> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupMemberList(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("The group's address.") MailAddress address,
            @Input(value = "Only those with this in the address, without case.", max = 256) Optional<String> text,
            @Input("Address of the last one seen.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    /** A member in the list. */
    public record Row(@Input("The member's address.") MailAddress address) { }

    @Override
    public Page<Row> run(In in, Call call) throws Refusal {
        String text = in.text().orElse("").toLowerCase(Locale.ROOT);
        List<Row> rows = Groups.named(directory, in.address()).members().stream().filter(member -> member.key().contains(text))
                .map(Row::new).toList();
        return Listing.sorted(rows, Comparator.comparing(row -> row.address().key()), row -> row.address().toString(), in.after(),
                in.limit().orElse(100));
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(in.address().domain());
    }
}
