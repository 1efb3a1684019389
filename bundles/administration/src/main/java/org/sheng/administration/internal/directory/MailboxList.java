package org.sheng.administration.internal.directory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.administration.internal.Listing;
import org.sheng.directory.Directory;
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
import org.sheng.operation.Scope;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;

/** Lists the mailboxes of a user. */
@Component(service = Operation.class)
@Offered(name = "mailbox-list", http = "GET /users/{address}/mailboxes", area = Area.DIRECTORY, access = Access.LOOK,
        forDomains = true, text = "Lists the mailboxes of a user with what is in them.")
public final class MailboxList implements Operation<MailboxList.In, Page<MailboxList.Row>> {
    private final Directory directory;
    private final MailStore store;

    @Activate
    public MailboxList(@Reference Directory directory, @Reference MailStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** See {@link #run}. */
    public record In(
            @Input("One of the user's addresses.") MailAddress address,
            @Input("Name of the last one seen.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 10_000, standard = "1000") Optional<Integer> limit) { }

    /** A mailbox in the list. */
    public record Row(
            @Input("Its name, / between levels.") String mailbox,
            @Input("How many messages.") long messages,
            @Input("How many were not read.") long unseen,
            @Input("Size of its messages, bytes.") long size,
            @Input("An attribute of RFC 6154 such as \\Sent; empty: none.") String specialUse,
            @Input("True when the user subscribed to it.") boolean subscribed,
            @Input("Of RFC 9051.") long uidValidity,
            @Input("Of RFC 9051.") long uidNext,
            @Input("Of RFC 7162.") long highestModseq) { }

    @Override
    public Page<Row> run(In in, Call call) throws Refusal {
        User user = directory.user(in.address()).orElseThrow(() -> Refused.noUser(in.address()));
        List<Row> rows = store.mailboxes(user.id()).stream().map(MailboxList::row).toList();
        return Listing.sorted(rows, Comparator.comparing(Row::mailbox), Row::mailbox, in.after(), in.limit().orElse(1_000));
    }

    private static Row row(Mailbox mailbox) {
        return new Row(mailbox.name(), mailbox.messages(), mailbox.unseen(), mailbox.bytes(), mailbox.specialUse(),
                mailbox.subscribed(), mailbox.uidValidity(), mailbox.uidNext(), mailbox.highestModseq());
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(in.address().domain());
    }
}
