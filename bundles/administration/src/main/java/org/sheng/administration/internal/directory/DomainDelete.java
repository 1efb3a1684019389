package org.sheng.administration.internal.directory;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;

/** Deletes a domain. */
@Component(service = Operation.class)
@Offered(name = "domain-delete", http = "DELETE /domains/{name}", area = Area.DIRECTORY, access = Access.CHANGE,
        text = "Deletes a domain that has no users, aliases or groups.")
public final class DomainDelete implements Operation<DomainName, Void> {
    private final DirectoryAdmin directory;

    @Activate
    public DomainDelete(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public Void run(DomainName in, Call call) throws Refusal {
        String name = Refused.domain("name", in.name());
        directory.domain(name).orElseThrow(() -> Refused.noDomain(in.name()));
        return Refused.orDone(() -> {
            directory.deleteDomain(name);
            return null;
        });
    }

    @Override
    public Optional<Inverse> inverse(DomainName in, Optional<Object> before) {
        return before.map(DomainView.class::cast).map(view -> new Inverse("domain-add", view.tree()));
    }
}
