package org.sheng.auth;

import org.sheng.directory.User;

/** The end of a verification. */
public sealed interface Verdict {

    record Accepted(User user) implements Verdict { }

    /** Wrong name or password, or a message that the mechanism does not allow: the client is not told which. */
    record Refused() implements Verdict { }

    /** Right, but the account is suspended: told only to who proved the password. */
    record Suspended() implements Verdict { }

    /** The node cannot verify now: try again later. {@code reason} is for the client. */
    record Busy(String reason) implements Verdict { }
}
