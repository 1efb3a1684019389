package org.sheng.administration.internal.directory;

import java.util.List;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** Which members of which group. */
record GroupMembers(
        @Input("The group's address.") MailAddress address,
        @Input(value = "Addresses of members, here or elsewhere.", min = 1, max = 1_000) List<MailAddress> members) { }
