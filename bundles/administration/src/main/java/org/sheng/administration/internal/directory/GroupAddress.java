package org.sheng.administration.internal.directory;

import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** Which group. */
record GroupAddress(@Input("The group's address.") MailAddress address) { }
