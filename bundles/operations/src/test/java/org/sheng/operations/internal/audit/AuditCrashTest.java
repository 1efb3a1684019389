package org.sheng.operations.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.operation.Caller;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.store.rocksdb.internal.RocksStore;
import org.sheng.store.rocksdb.internal.StoreSettings;

@Timeout(120)
class AuditCrashTest {
    @TempDir
    Path folder;

    @Test
    void killedWhileAnOperationRunsLeavesItsEntryAsBegunAndTheChainWhole() throws Exception {
        Process asking = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", Asking.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader told = new BufferedReader(new InputStreamReader(asking.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("asked 2", told.readLine());
        } finally {
            asking.destroyForcibly(); // SIGKILL
        }
        assertTrue(asking.waitFor(30, TimeUnit.SECONDS));
        assertEquals(137, asking.exitValue(), "ended by SIGKILL and by nothing else");
        try (OpenStore store = RocksStore.open(folder, StoreSettings.DEFAULTS)) {
            StoredAudit audit = audit(store);
            assertEquals("ok", audit.entry(1).orElseThrow().result());
            assertEquals("begun", audit.entry(2).orElseThrow().result());
            assertEquals(Optional.empty(), audit.verify());
            assertEquals(3, ask(audit));
        }
    }

    private static StoredAudit audit(OpenStore store) {
        return new StoredAudit(() -> Optional.of(store), InstantSource.system(),
                new AuditWriter(() -> Optional.of(store), InstantSource.system(), 30_000));
    }

    private static long ask(StoredAudit audit) {
        return audit.asked(new Caller("ann", Caller.Role.SYSTEM, Set.of(), Set.of(), "rest", "", Locale.ROOT), "x", "/x", Map.of(), Optional.empty(),
                Optional.empty());
    }

    /** The process that is killed. */
    static final class Asking {
        private Asking() { }

        public static void main(String[] args) throws InterruptedException {
            StoredAudit audit = audit(RocksStore.open(Path.of(args[0]), StoreSettings.DEFAULTS));
            audit.answered(ask(audit), Optional.empty(), Optional.empty());
            System.out.println("asked " + ask(audit));
            System.out.flush();
            Thread.sleep(60_000); // until it is killed
        }
    }
}
