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

/** Users as a file, with what their passwords can be guessed from: a change as far as roles go, and so in the audit. */
@Component(service = Operation.class)
@Offered(name = "user-export-hashes", http = "POST /users/export-with-hashes", area = Area.DIRECTORY, access = Access.CHANGE,
        text = "Answers users as CSV with the hashes of their passwords: keep it as you would keep the passwords.")
public final class UserExportHashes implements Operation<UserExportHashes.In, Download> {
    private final DirectoryAdmin directory;

    @Activate
    public UserExportHashes(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(@Input(value = "Only those of this domain.", max = 255) Optional<String> domain) { }

    @Override
    public Download run(In in, Call call) throws Refusal {
        return new UsersCsv(directory, in.domain().isPresent() ? Refused.domain("domain", in.domain().get()) : "", true);
    }
}
