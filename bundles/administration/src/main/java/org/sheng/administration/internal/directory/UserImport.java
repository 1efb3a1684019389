package org.sheng.administration.internal.directory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryAdmin.ImportReport;
import org.sheng.directory.DirectoryException;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Body;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;

/** Adds and changes users from CSV, or says what would be done. */
@Component(service = Operation.class)
@Offered(name = "user-import", http = "POST /users/import", area = Area.DIRECTORY, access = Access.CHANGE, task = true,
        forDomains = true, text = "Adds and changes users from CSV with a header line of address,password,name,quota,plan.")
public final class UserImport implements Operation<UserImport.In, UserImport.Out> {
    private final DirectoryAdmin directory;
    private final Directory lookups;

    @Activate
    public UserImport(@Reference DirectoryAdmin directory, @Reference Directory lookups) {
        this.directory = directory;
        this.lookups = lookups;
    }

    /** See {@link #run}. */
    public record In(
            @Input("True: nothing is changed, the answer says what would be.") boolean dryRun,
            @Input("CSV (RFC 4180) in UTF-8. A password is clear text or a hash: $argon2id$, $2y$, $6$, $pbkdf2-sha256$.") Body file) { }

    /** What came of it. */
    public record Out(
            @Input("Lines with a user.") long lines,
            @Input("Users that were, or would be, added.") long added,
            @Input("Users that were, or would be, changed.") long changed,
            @Input("Lines that were refused; the others are taken.") long refused,
            @Input("The first 100 refusals, each with line number and reason.") List<String> firstRefused) { }

    @Override
    public Out run(In in, Call call) throws Refusal {
        try (CheckedCsv csv = new CheckedCsv(in.file().bytes(), new CsvRules(directory, lookups, call.caller()), call)) {
            return in.dryRun() ? csv.check() : joined(directory.importUsers(csv, total -> { }), csv);
        } catch (DirectoryException no) {
            throw Refused.of(no);
        } catch (CharacterCodingException e) {
            throw new Refusal(Kind.INVALID, "file", Refused.text("not-utf-8"));
        } catch (IOException e) {
            if (call.cancelled()) {
                throw Refusal.cancelled();
            }
            throw new Refusal(Kind.FAILED, "file", Refused.text("file-unread", String.valueOf(e.getMessage())));
        }
    }

    private static Out joined(ImportReport taken, CheckedCsv csv) {
        List<String> refused = Stream.concat(csv.firstRefused().stream(), taken.firstRefused().stream()).limit(CheckedCsv.TOLD).toList();
        return new Out(taken.total().lines() + csv.refused(), taken.total().added(), taken.total().changed(),
                taken.total().refused() + csv.refused(), refused);
    }

    @Override
    public Scope scope(In in) {
        return Scope.SEEN; // line by line: CsvRules
    }
}
