package org.sheng.administration.internal.directory;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Download;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Users as a file. */
@Component(service = Operation.class)
@Offered(name = "user-export", http = "GET /users/export", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Answers users as CSV that user-import reads, without passwords.")
public final class UserExport implements Operation<UserExport.In, Download> {
    private final DirectoryAdmin directory;

    @Activate
    public UserExport(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(@Input(value = "Only those of this domain; an administrator of domains names one.", max = 255)
            Optional<String> domain) { }

    @Override
    public Download run(In in, Call call) throws Refusal {
        return new UsersCsv(directory, in.domain().isPresent() ? Refused.domain("domain", in.domain().get()) : "", false);
    }

    @Override
    public Scope scope(In in) throws Refusal {
        return in.domain().isPresent() ? Refused.scope("domain", in.domain().get()) : Scope.NODE;
    }
}
