package org.sheng.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one round of one work on one system gave. Memory in kilobytes, with all connections still open. */
record Round(int operations, double seconds, double cpuSeconds, double generatorCpuSeconds,
        ProcessTree.Memory memory, double medianMillis, double p99Millis) {

    double perSecond() {
        return operations / seconds;
    }

    double cpuPerThousand() {
        return cpuSeconds * 1000 / operations;
    }

    double generatorCpuPerThousand() {
        return generatorCpuSeconds * 1000 / operations;
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Figures.median(rounds.stream().mapToDouble(figure).toArray());
    }
}
