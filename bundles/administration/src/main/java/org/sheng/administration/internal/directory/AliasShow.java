package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.Directory;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Shows an alias. */
@Component(service = Operation.class)
@Offered(name = "alias-show", http = "GET /aliases/{address}", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Shows an alias with its targets.")
public final class AliasShow implements Operation<AliasAddress, AliasView> {
    private final Directory directory;

    @Activate
    public AliasShow(@Reference Directory directory) {
        this.directory = directory;
    }

    @Override
    public AliasView run(AliasAddress in, Call call) throws Refusal {
        return Aliases.named(directory, in.address()).map(AliasView::of).orElseThrow(() -> Refused.noAlias(in.address()));
    }

    @Override
    public Scope scope(AliasAddress in) {
        return Scope.of(in.address().domain());
    }
}
