package org.sheng.administration.internal.directory;

import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** Which alias. */
record AliasAddress(@Input("The alias.") MailAddress address) { }
