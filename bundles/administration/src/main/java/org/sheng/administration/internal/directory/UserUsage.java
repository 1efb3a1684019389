package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.Directory;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;
import org.sheng.store.MailStore;
import org.sheng.store.Usage;

/** What a mailbox takes. */
@Component(service = Operation.class)
@Offered(name = "user-usage", http = "GET /users/{address}/usage", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Shows what the mailbox of a user uses.")
public final class UserUsage implements Operation<UserAddress, UserUsage.Out> {
    private final Directory directory;
    private final MailStore store;

    @Activate
    public UserUsage(@Reference Directory directory, @Reference MailStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** What it takes. */
    public record Out(
            @Input("The main address.") MailAddress address,
            @Input("Size of all messages, each copy counted, bytes.") long used,
            @Input("Number of messages.") long messages,
            @Input("Size the mailbox may have, bytes; 0: no limit.") long quota,
            @Input("Messages the mailbox may have; 0: no limit.") long maxMessages) { }

    @Override
    public Out run(UserAddress in, Call call) throws Refusal {
        User user = directory.user(in.address()).orElseThrow(() -> Refused.noUser(in.address()));
        Usage usage = store.usage(user.id());
        return new Out(user.address(), usage.bytes(), usage.messages(), user.limits().quotaBytes(), user.limits().quotaMessages());
    }

    @Override
    public Scope scope(UserAddress in) {
        return Scope.of(in.address().domain());
    }
}
