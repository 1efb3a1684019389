package org.sheng.administration.internal.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;

/** Changes many users at once, or says what would be changed. One that is refused does not keep the others from it. */
@Component(service = Operation.class)
@Offered(name = "user-change-many", http = "POST /users/change-many", area = Area.DIRECTORY, access = Access.CHANGE, task = true,
        forDomains = true, text = "Changes many users in the same way, with an answer for each; with dryRun only says what would be.")
public final class UserChangeMany implements Operation<UserChangeMany.In, UserChangeMany.Out> {
    /** Most answers that are kept; a task is kept in memory. */
    static final int ANSWERS = 1_000;
    private static final int MOST = 1_000_000;
    private static final int STEP = 500;

    private final DirectoryAdmin directory;

    @Activate
    public UserChangeMany(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Those that are changed, by address; else they are chosen by domain, text, suspended and ofPlan.",
                    max = ANSWERS) List<MailAddress> addresses,
            @Input(value = "Only users of this domain.", max = 255) Optional<String> domain,
            @Input(value = "Only users with this in an address or in the name.", max = 256) Optional<String> text,
            @Input("True: only users that are suspended; false: only the others.") Optional<Boolean> suspended,
            @Input("Only users that have this plan themselves.") Optional<String> ofPlan,
            @Input("False: they are suspended, no login; mail is still taken.") Optional<Boolean> active,
            @Input("Plan that they get; empty: the domain's.") Optional<String> plan,
            @Input("Limits that they get.") Optional<LimitValues> limits,
            @Input(value = "Limits that are from now on as plan and domain have them.", max = 5) List<LimitName> inherit,
            @Input("True: nothing is changed, the answer says what would be.") boolean dryRun) { }

    /** What came of it. */
    public record Out(
            @Input("How many users were meant.") long meant,
            @Input("How many were, or would be, changed.") long changed,
            @Input("How many were so already.") long same,
            @Input("How many were refused.") long refused,
            @Input("An answer for each, up to 1,000; those that were refused first.") List<Answer> answers) { }

    /** What came of one. */
    public record Answer(
            @Input("The main address of the user.") MailAddress address,
            @Input("What came of it.") Result result,
            @Input("Why it was refused; empty else.") String text) { }

    /** What came of one. */
    public enum Result { CHANGED, SAME, REFUSED }

    @Override
    public Out run(In in, Call call) throws Refusal {
        if (in.active().isEmpty() && in.plan().isEmpty() && in.limits().isEmpty() && in.inherit().isEmpty()) {
            throw new Refusal(Kind.INVALID, Refused.text("nothing-to-change"));
        }
        Tally tally = new Tally(call);
        if (!in.addresses().isEmpty()) {
            for (MailAddress address : in.addresses()) {
                tally.add(one(in, address, call), in.addresses().size());
            }
            return tally.out();
        }
        UserSearch search = new UserSearch(in.domain(), in.text(), in.suspended(), in.ofPlan());
        Optional<String> after = Optional.empty();
        do {
            Page<User> page = search.page(directory, call.caller(), after, STEP);
            for (User user : page.items()) {
                tally.add(one(in, user.address(), call), 0);
            }
            after = page.next();
        } while (after.isPresent() && tally.meant < MOST);
        return tally.out();
    }

    private Answer one(In in, MailAddress address, Call call) {
        try {
            UserSettings before = Users.settings(directory, address);
            UserSettings after = new UserSettings(before.addresses(), before.name(), in.active().orElse(before.active()),
                    in.plan().orElse(before.plan()), LimitName.changed(before.limits(), in.limits(), in.inherit()));
            Users.seen(call.caller(), before.addresses());
            new Ceiling(directory).check(call.caller(), address.domain(), after.plan(), after.limits());
            if (!after.plan().isEmpty() && Plans.named(directory, after.plan()).isEmpty()) {
                throw Refused.noPlan(after.plan());
            }
            if (after.equals(before)) {
                return new Answer(address, Result.SAME, "");
            }
            if (!in.dryRun()) {
                Refused.orDone(() -> directory.changeUser(address, after));
            }
            return new Answer(address, Result.CHANGED, "");
        } catch (Refusal no) {
            return new Answer(address, Result.REFUSED, no.text(call.caller().language()));
        }
    }

    @Override
    public Scope scope(In in) throws Refusal {
        if (in.addresses().isEmpty() && in.domain().isEmpty() && in.text().isEmpty() && in.suspended().isEmpty()
                && in.ofPlan().isEmpty()) {
            throw new Refusal(Kind.INVALID, "addresses", Refused.text("nobody-meant"));
        }
        List<String> domains = new ArrayList<>(in.addresses().stream().map(MailAddress::domain).distinct().toList());
        if (in.domain().isPresent()) {
            domains.add(Refused.domain("domain", in.domain().get()));
        }
        return domains.isEmpty() ? Scope.SEEN : Scope.of(domains.stream().distinct().toArray(String[]::new));
    }

    /** Counts, and keeps as many answers as are kept. */
    private static final class Tally {
        private final Call call;
        private final List<Answer> refusals = new ArrayList<>();
        private final List<Answer> others = new ArrayList<>();
        private long meant;
        private long changed;
        private long same;

        Tally(Call call) {
            this.call = call;
        }

        void add(Answer answer, long all) throws Refusal {
            meant++;
            changed += answer.result() == Result.CHANGED ? 1 : 0;
            same += answer.result() == Result.SAME ? 1 : 0;
            List<Answer> kept = answer.result() == Result.REFUSED ? refusals : others;
            if (kept.size() < ANSWERS) {
                kept.add(answer);
            }
            call.progress(new Call.Progress(meant, all, Refused.text("users-done", meant)));
            if (call.cancelled()) {
                throw Refusal.cancelled();
            }
        }

        Out out() {
            List<Answer> answers = Stream.concat(refusals.stream(), others.stream()).limit(ANSWERS).toList();
            return new Out(meant, changed, same, meant - changed - same, answers);
        }
    }
}
