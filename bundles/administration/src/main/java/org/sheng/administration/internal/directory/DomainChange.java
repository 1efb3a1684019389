package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Domain;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;

/** Changes a domain. An administrator of the domain changes where mail for unknown addresses goes, and nothing that bounds themselves. */
@Component(service = Operation.class)
@Offered(name = "domain-change", http = "PATCH /domains/{name}", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Changes a domain: what is not given stays.")
public final class DomainChange implements Operation<DomainChange.In, DomainView> {
    private final DirectoryAdmin directory;

    @Activate
    public DomainChange(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Name of the domain.", max = 255) String name,
            @Input("False: nobody logs in; mail is still taken.") Optional<Boolean> active,
            @Input("Plan whose limits its users inherit; empty: none.") Optional<String> plan,
            @Input("Address that gets the mail for unknown addresses; empty: such mail is refused.") Optional<String> catchAll,
            @Input("Limits of its users.") Optional<LimitValues> limits,
            @Input(value = "Limits that are from now on as the plan has them.", max = 5) List<LimitName> inherit) { }

    @Override
    public DomainView run(In in, Call call) throws Refusal {
        boolean own = in.active().isPresent() || in.plan().isPresent() || in.limits().isPresent() || !in.inherit().isEmpty();
        if (own && call.caller().role() == Caller.Role.DOMAIN) {
            throw new Refusal(Kind.FORBIDDEN, Refused.text("not-of-own-domain"));
        }
        Domain before = directory.domain(Refused.domain("name", in.name())).orElseThrow(() -> Refused.noDomain(in.name()));
        String catchAll = in.catchAll().map(given -> MailAddress.tryParse(given).map(MailAddress::toString).orElse(given))
                .orElse(before.catchAll());
        Domain changed = new Domain(before.name(), in.active().orElse(before.active()), in.plan().orElse(before.plan()), catchAll,
                LimitName.changed(before.limits(), in.limits(), in.inherit()), before.users());
        return DomainView.of(Refused.orDone(() -> directory.changeDomain(changed)));
    }

    @Override
    public Scope scope(In in) throws Refusal {
        return Refused.scope("name", in.name());
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return before.map(DomainView.class::cast).map(view -> {
            Map<String, Object> input = view.tree();
            input.put("inherit", LimitName.unset(view.limits()));
            return new Inverse("domain-change", input);
        });
    }
}
