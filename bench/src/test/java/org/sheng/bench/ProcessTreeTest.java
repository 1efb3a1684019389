package org.sheng.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    @Test
    void countsTheTimeOfChildrenThatHaveEnded() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c",
                "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo burnt; read wait").start();
        try {
            ProcessTree tree = new ProcessTree(List.of(shell.pid()));
            shell.getInputStream().read();
            assertTrue(tree.cpuSeconds() > 0.05, "the inner shell burnt more than " + tree.cpuSeconds() + " s");
            assertTrue(tree.memory().rss() >= tree.memory().pss());
            assertTrue(tree.memory().pss() > 0);
        } finally {
            shell.destroyForcibly();
        }
    }
}
