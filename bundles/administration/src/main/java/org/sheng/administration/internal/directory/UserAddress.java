package org.sheng.administration.internal.directory;

import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** Which user. */
record UserAddress(@Input("One of the user's addresses.") MailAddress address) { }
