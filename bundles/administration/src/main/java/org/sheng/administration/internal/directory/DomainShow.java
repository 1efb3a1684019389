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

/** Shows a domain. Without the number of its users, which the list has: a new user must not make what was seen of the domain stale. */
@Component(service = Operation.class)
@Offered(name = "domain-show", http = "GET /domains/{name}", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Shows a domain with its limits.")
public final class DomainShow implements Operation<DomainName, DomainView> {
    private final DirectoryAdmin directory;

    @Activate
    public DomainShow(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public DomainView run(DomainName in, Call call) throws Refusal {
        return directory.domain(Refused.domain("name", in.name())).map(DomainView::of).orElseThrow(() -> Refused.noDomain(in.name()));
    }

    @Override
    public Scope scope(DomainName in) throws Refusal {
        return Refused.scope("name", in.name());
    }
}
