package org.sheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Processor time and memory of processes and all that they started, from {@code /proc}. */
final class ProcessTree {

    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the unit of /proc on every Linux of ours

    private final List<Long> roots;

    ProcessTree(List<Long> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * User and system seconds used so far. Those of ended children are in the figures of the parent that waited for
     * them (cutime, cstime), so the sum over the living processes loses nothing.
     */
    double cpuSeconds() {
        return pids().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    Memory memory() {
        return pids().mapToObj(ProcessTree::memory).reduce(new Memory(0, 0), Memory::plus);
    }

    private LongStream pids() {
        Stream<ProcessHandle> below = roots.stream()
                .flatMap(root -> ProcessHandle.of(root).stream())
                .flatMap(ProcessHandle::descendants);
        LongStream tops = roots.stream().mapToLong(Long::longValue);
        return LongStream.concat(tops, below.mapToLong(ProcessHandle::pid));
    }

    private static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // proc(5): the name in brackets may hold blanks; after it field 3 comes first, utime is field 14
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = 14; field <= 17; field++) {
            ticks += Long.parseLong(fields[field - 3]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static Memory memory(long pid) {
        List<String> rollup = read(pid, "smaps_rollup").lines().toList();
        return new Memory(kilobytes(rollup, "Rss:"), kilobytes(rollup, "Pss:"));
    }

    private static long kilobytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length()).replace("kB", "").strip()))
                .sum();
    }

    /** The text of a file of the process; empty when the process has ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException gone) {
            if (ProcessHandle.of(pid).isPresent() && !(isZombie(pid))) {
                throw new UncheckedIOException("cannot read /proc/" + pid + "/" + file, gone);
            }
            return "";
        }
    }

    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat")).contains(") Z ");
        } catch (IOException gone) {
            return true;
        }
    }

    /** Kilobytes: resident, and resident with shared pages divided among those that share them. */
    record Memory(long rss, long pss) {
        Memory plus(Memory other) {
            return new Memory(rss + other.rss, pss + other.pss);
        }

        Memory max(Memory other) {
            return new Memory(Math.max(rss, other.rss), Math.max(pss, other.pss));
        }
    }
}
