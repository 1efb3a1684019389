package org.sheng.administration.internal.directory;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Deletes an alias. */
@Component(service = Operation.class)
@Offered(name = "alias-delete", http = "DELETE /aliases/{address}", area = Area.DIRECTORY, access = Access.CHANGE,
        forDomains = true, text = "Deletes an alias.")
public final class AliasDelete implements Operation<AliasAddress, Void> {
    private final DirectoryAdmin directory;

    @Activate
    public AliasDelete(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public Void run(AliasAddress in, Call call) throws Refusal {
        return Refused.orDone(() -> {
            directory.deleteAlias(in.address());
            return null;
        });
    }

    @Override
    public Scope scope(AliasAddress in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(AliasAddress in, Optional<Object> before) {
        return before.map(AliasView.class::cast).map(view -> new Inverse("alias-add", Map.of("address", view.address().toString(),
                "targets", view.targets().stream().map(MailAddress::toString).toList())));
    }
}
