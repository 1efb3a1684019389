package org.sheng.administration.internal.directory;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;

/** Adds a domain. */
@Component(service = Operation.class)
@Offered(name = "domain-add", http = "POST /domains", area = Area.DIRECTORY, access = Access.CHANGE,
        text = "Adds a domain whose mail is taken here.")
public final class DomainAdd implements Operation<DomainAdd.In, DomainView> {
    private final DirectoryAdmin directory;

    @Activate
    public DomainAdd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Its name, such as example.org.", min = 1, max = 255) String name,
            @Input(value = "False: nobody logs in; mail is still taken.", standard = "true") Optional<Boolean> active,
            @Input(value = "Plan whose limits its users inherit.", standard = "none") Optional<String> plan,
            @Input(value = "Address that gets the mail for unknown addresses.", standard = "such mail is refused")
            Optional<String> catchAll,
            @Input(value = "Limits of its users.", standard = "as the plan has them") Optional<LimitValues> limits) { }

    @Override
    public DomainView run(In in, Call call) throws Refusal {
        String catchAll = in.catchAll().flatMap(MailAddress::tryParse).map(MailAddress::toString).orElse(in.catchAll().orElse(""));
        return DomainView.of(Refused.orDone(() -> directory.addDomain(new Domain(in.name(), in.active().orElse(true),
                in.plan().orElse(""), catchAll, in.limits().map(LimitValues::settings).orElse(LimitSettings.INHERIT), 0))));
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return Optional.of(new Inverse("domain-delete", Map.of("name", in.name())));
    }
}
