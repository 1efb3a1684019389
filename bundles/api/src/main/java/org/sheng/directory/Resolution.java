package org.sheng.directory;

import java.util.List;
import org.sheng.mail.MailAddress;

/** What a recipient stands for. */
public sealed interface Resolution {

    /** A mailbox here; {@code detail} is the plus-part, empty where there is none. */
    record Mailbox(User user, String detail) implements Resolution { }

    /** An alias: one or more addresses, here or elsewhere. */
    record Alias(MailAddress address, List<MailAddress> targets) implements Resolution { }

    /** A group: its members, and who may write to it. */
    record GroupOf(Group group) implements Resolution { }

    /** No such address, but the domain hands everything to this one. */
    record CatchAll(MailAddress target) implements Resolution { }

    /** A domain of this node, and no such address in it. */
    record Unknown() implements Resolution { }

    /** Not a domain of this node. */
    record NotLocal() implements Resolution { }
}
