package org.sheng.administration.internal.directory;

import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.administration.internal.Listing;
import org.sheng.directory.Alias;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Lists aliases. */
@Component(service = Operation.class)
@Offered(name = "alias-list", http = "GET /aliases", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Lists aliases in order of address, of one domain or of all.")
public final class AliasList implements Operation<AliasList.In, Page<AliasView>> {
    private final DirectoryAdmin directory;

    @Activate
    public AliasList(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Only those of this domain.", max = 255) Optional<String> domain,
            @Input(value = "Only those with this in the alias or in a target, without case.", max = 256) Optional<String> text,
            @Input("Address of the last one seen.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    @Override
    public Page<AliasView> run(In in, Call call) throws Refusal {
        String domain = in.domain().isPresent() ? Refused.domain("domain", in.domain().get()) : "";
        String text = in.text().orElse("").toLowerCase(Locale.ROOT);
        Page<Alias> found = Listing.of((after, limit) -> directory.aliases(domain, after, limit), alias -> alias.address().toString(),
                alias -> call.caller().sees(alias.address().domain()) && (alias.address().key().contains(text)
                        || alias.targets().stream().anyMatch(target -> target.key().contains(text))),
                in.after(), in.limit().orElse(100));
        return new Page<>(found.items().stream().map(AliasView::of).toList(), found.next());
    }

    @Override
    public Scope scope(In in) throws Refusal {
        return in.domain().isPresent() ? Refused.scope("domain", in.domain().get()) : Scope.SEEN;
    }
}
