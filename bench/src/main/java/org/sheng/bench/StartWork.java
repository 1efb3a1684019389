package org.sheng.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts a system several times; the time to ready, and what it holds after it has stood idle. */
final class StartWork {

    private StartWork() {
    }

    /** Leaves the system running. */
    static List<Start> run(MailSystem system, Plan plan) throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < plan.rounds(); i++) {
            system.stop();
            double seconds = system.start().toMillis() / 1000.0;
            Thread.sleep(plan.settle().toMillis());
            Start start = new Start(seconds, new ProcessTree(system.pids()).memory());
            starts.add(start);
            System.out.printf("  start      round %d  %-18s ready after %s s, "
                    + "idle %s MiB resident, %s MiB proportional%n",
                    i + 1, system.name(), Figures.show(seconds), Figures.show(start.idle().rss() / 1024.0),
                    Figures.show(start.idle().pss() / 1024.0));
        }
        return starts;
    }

    record Start(double secondsToReady, ProcessTree.Memory idle) {
    }
}
