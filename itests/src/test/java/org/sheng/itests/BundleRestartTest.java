package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every bundle above the contracts can be stopped and started in a running node, and the node is whole again after it. */
class BundleRestartTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 8;
    private static final List<String> MOVING = List.of("org.sheng.config", "org.sheng.events", "org.sheng.net",
            "org.sheng.auth", "org.sheng.directory.jpa", "org.sheng.smtp");

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

    /**
     * Bundles that end each other's components from two sides at once: the service runtime may lose a call to end one.
     */
    @Test
    void afterBundlesWereRestartedFromTwoSidesAtOnceNoServiceIsLeftOver() throws Exception {
        try (Node node = Node.started("bundles-at-once")) {
            List<String> before = services(node);
            Random random = new Random();
            for (int round = 0; round < ROUNDS; round++) {
                List<String> bundles = new ArrayList<>(MOVING);
                Collections.shuffle(bundles, random);
                Thread one = new Thread(() -> restart(node, bundles.subList(0, 3)));
                Thread other = new Thread(() -> restart(node, bundles.subList(3, bundles.size())));
                one.start();
                other.start();
                one.join();
                other.join();
                node.run("bundle:start " + String.join(" ", bundles)); // where one found the other's work in its way
                node.awaitReady(LIMIT);
                assertEquals(before, services(node), () -> "after " + bundles + " were restarted");
            }
        }
    }

    private static void restart(Node node, List<String> bundles) {
        node.run(bundles.stream().map(bundle -> bundle.endsWith("smtp") ? "bundle:update " + bundle
                : "bundle:stop " + bundle + "; bundle:start " + bundle).collect(Collectors.joining("; ")));
    }

    /** Names, states and addresses. */
    private static List<String> services(Node node) {
        return node.script("status").succeeded().out().lines().dropWhile(line -> !line.startsWith("SERVICE")).skip(1).toList();
    }
}
