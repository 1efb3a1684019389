package org.sheng.administration.internal.directory;

import java.util.List;
import org.sheng.directory.Alias;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** An alias as it is shown. */
record AliasView(
        @Input("The alias.") MailAddress address,
        @Input("Addresses it stands for.") List<MailAddress> targets) {

    static AliasView of(Alias alias) {
        return new AliasView(alias.address(), alias.targets());
    }
}
