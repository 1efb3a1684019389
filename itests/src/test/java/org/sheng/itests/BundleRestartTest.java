package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every bundle above the contracts can be stopped and started in a running node, and the node is whole again after it. */
class BundleRestartTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void afterEachBundleWasStoppedAndStartedTheSameServicesAreUp() {
        try (Node node = Node.started("bundles")) {
            List<String> before = services(node);
            assertFalse(before.isEmpty());
            List<String> bundles = node.shell("bundle:list -s --no-format").lines()
                    .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
                    .filter(name -> name.startsWith("org.sheng.") && !name.startsWith("org.sheng.libs.") && !name.equals("org.sheng.api")
                            && !name.equals("org.sheng.shell"))
                    .toList();
            assertTrue(bundles.size() > 10, bundles::toString);
            for (String bundle : bundles) {
                node.shell("bundle:stop " + bundle);
                node.shell("bundle:start " + bundle);
                node.awaitReady(LIMIT);
                assertEquals(before, services(node), () -> "after " + bundle + " was stopped and started");
            }
        }
    }

    /** Names, states and addresses. */
    private static List<String> services(Node node) {
        return node.script("status").succeeded().out().lines().dropWhile(line -> !line.startsWith("SERVICE")).skip(1).toList();
    }
}
