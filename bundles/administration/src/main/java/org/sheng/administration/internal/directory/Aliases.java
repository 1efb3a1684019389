package org.sheng.administration.internal.directory;

import java.util.Optional;
import org.sheng.directory.Alias;
import org.sheng.directory.Directory;
import org.sheng.directory.Resolution;
import org.sheng.mail.MailAddress;

/** Aliases by address. */
final class Aliases {
    private Aliases() { }

    static Optional<Alias> named(Directory directory, MailAddress address) {
        return directory.resolve(address) instanceof Resolution.Alias found && found.address().equals(address)
                ? Optional.of(new Alias(found.address(), found.targets())) : Optional.empty();
    }
}
