package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.Alias;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Adds an alias, or gives it other targets. */
@Component(service = Operation.class)
@Offered(name = "alias-add", http = "PUT /aliases/{address}", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Adds an alias, or gives it other targets.")
public final class AliasAdd implements Operation<AliasAdd.In, AliasView> {
    private final DirectoryAdmin directory;

    @Activate
    public AliasAdd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("The alias.") MailAddress address,
            @Input(value = "Addresses it stands for, here or elsewhere.", min = 1, max = 1_000) List<MailAddress> targets) { }

    @Override
    public AliasView run(In in, Call call) throws Refusal {
        return AliasView.of(Refused.orDone(() -> directory.putAlias(new Alias(in.address(), in.targets()))));
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        Map<String, Object> address = Map.of("address", in.address().toString());
        return Optional.of(before.map(AliasView.class::cast).map(view -> new Inverse("alias-add", Map.of("address",
                view.address().toString(), "targets", view.targets().stream().map(MailAddress::toString).toList())))
                .orElse(new Inverse("alias-delete", address)));
    }
}
