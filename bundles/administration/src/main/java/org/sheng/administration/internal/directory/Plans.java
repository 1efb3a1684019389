package org.sheng.administration.internal.directory;

import java.util.Optional;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Plan;

/** Plans by name. */
final class Plans {
    private Plans() { }

    static Optional<Plan> named(DirectoryAdmin directory, String name) {
        return directory.plans().stream().filter(plan -> plan.name().equals(name)).findFirst();
    }
}
