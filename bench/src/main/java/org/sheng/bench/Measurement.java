package org.sheng.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One work on every system: each is warmed up, then they take turns, round after round. */
final class Measurement {

    private static final int LEAST = 200;
    private static final int MOST = 40_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(60);

    private final Work work;
    private final Plan plan;
    private final Map<MailSystem, Ledger> ledgers;

    Measurement(Work work, Plan plan, Map<MailSystem, Ledger> ledgers) {
        this.work = work;
        this.plan = plan;
        this.ledgers = ledgers;
    }

    Map<MailSystem, List<Round>> run() throws IOException, InterruptedException {
        Map<MailSystem, Integer> counts = new LinkedHashMap<>();
        Map<MailSystem, List<Round>> rounds = new LinkedHashMap<>();
        for (MailSystem system : ledgers.keySet()) {
            counts.put(system, warmUp(system));
            rounds.put(system, new ArrayList<>());
        }
        for (int i = 0; i < plan.rounds(); i++) {
            for (MailSystem system : ledgers.keySet()) {
                Round round = round(system, counts.get(system));
                rounds.get(system).add(round);
                System.out.printf("  %-10s round %d  %-18s %8s %s/s  %6s CPU s per 1,000  (generator %s)  p99 %s ms%n",
                        work.key(), i + 1, system.name(), Figures.show(round.perSecond()), work.unit(),
                        Figures.show(round.cpuPerThousand()), Figures.show(round.generatorCpuPerThousand()),
                        Figures.show(round.p99Millis()));
            }
        }
        return rounds;
    }

    /** Runs rounds of growing size until it is warm; answers how many operations a round shall have. */
    private int warmUp(MailSystem system) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int count = LEAST;
        int done = 0;
        double perSecond;
        long spent;
        do {
            perSecond = round(system, count).perSecond();
            done += count;
            count = (int) Math.max(LEAST, Math.min(MOST, perSecond * plan.warmUp().toMillis() / 4000));
            spent = System.nanoTime() - begun;
        } while (spent < plan.warmUp().toNanos()
                || done < system.warmUpOperations() && spent < LONGEST_WARM_UP.toNanos());
        return (int) Math.max(LEAST, Math.min(MOST, perSecond * plan.round().toMillis() / 1000));
    }

    private Round round(MailSystem system, int count) throws IOException, InterruptedException {
        Clock clock = new Clock(new ProcessTree(system.pids()));
        Latencies latencies = work.run(system, count, ledgers.get(system), clock);
        return new Round(count, clock.seconds, clock.cpu, clock.generator, clock.memory,
                latencies.milliseconds(0.5), latencies.milliseconds(0.99));
    }

    private static final class Clock implements Work.Meter {
        private final ProcessTree tree;
        private ProcessTree.Memory memory;
        private long begun;
        private double seconds;
        private double cpu;
        private double generator;

        Clock(ProcessTree tree) {
            this.tree = tree;
        }

        @Override
        public void begin() {
            cpu = -tree.cpuSeconds();
            generator = -ownCpuSeconds();
            begun = System.nanoTime();
        }

        @Override
        public void end() {
            seconds = (System.nanoTime() - begun) / 1e9;
            generator += ownCpuSeconds();
            cpu += tree.cpuSeconds();
            memory = tree.memory();
        }

        private static double ownCpuSeconds() {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return system.getProcessCpuTime() / 1e9;
        }
    }
}
