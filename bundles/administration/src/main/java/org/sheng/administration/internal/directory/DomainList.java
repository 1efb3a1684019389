package org.sheng.administration.internal.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.administration.internal.Listing;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Domain;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Scope;

/** Lists the domains. */
@Component(service = Operation.class)
@Offered(name = "domain-list", http = "GET /domains", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Lists the domains whose mail is taken here.")
public final class DomainList implements Operation<DomainList.In, Page<DomainList.Row>> {
    /** Most domains of a node that are sorted. */
    private static final int MOST = 100_000;
    private static final int STEP = 10_000;

    private final DirectoryAdmin directory;

    @Activate
    public DomainList(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Only those with this in their name.", max = 255) Optional<String> text,
            @Input("Only those that are, or are not, active.") Optional<Boolean> active,
            @Input("Only those of this plan.") Optional<String> plan,
            @Input(value = "By what they are sorted.", standard = "name") Optional<Order> sort,
            @Input(value = "True: from the last to the first.") boolean descending,
            @Input("Name of the last one seen.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    /** By what domains are sorted. */
    public enum Order { NAME, USERS }

    /** A domain in the list. */
    public record Row(
            @Input("Its name.") String name,
            @Input("How many users it has.") long users,
            @Input("False: nobody logs in; mail is still taken.") boolean active,
            @Input("Plan whose limits its users inherit; empty: none.") String plan,
            @Input("Address that gets the mail for unknown addresses; empty: such mail is refused.") String catchAll,
            @Input("Size of its users' mailboxes, bytes; left out: as the plan has it.") Optional<Long> quota) { }

    @Override
    public Page<Row> run(In in, Call call) {
        String text = in.text().orElse("").toLowerCase(Locale.ROOT);
        List<Row> found = new ArrayList<>();
        String after = "";
        List<Domain> some;
        do {
            some = directory.domains(after, STEP);
            for (Domain domain : some) {
                after = domain.name();
                if (call.caller().sees(domain.name()) && domain.name().contains(text)
                        && in.active().map(wanted -> wanted == domain.active()).orElse(true)
                        && in.plan().map(wanted -> wanted.equals(domain.plan())).orElse(true)) {
                    found.add(new Row(domain.name(), domain.users(), domain.active(), domain.plan(), domain.catchAll(),
                            LimitValues.of(domain.limits()).quota()));
                }
            }
        } while (some.size() == STEP && found.size() < MOST);
        Comparator<Row> order = in.sort().orElse(Order.NAME) == Order.USERS ? Comparator.comparingLong(Row::users)
                : Comparator.comparing(Row::name);
        return Listing.sorted(found, in.descending() ? order.reversed() : order, Row::name, in.after(), in.limit().orElse(100));
    }

    @Override
    public Scope scope(In in) {
        return Scope.SEEN;
    }
}
