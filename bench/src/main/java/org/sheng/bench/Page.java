package org.sheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The tables of {@code docs/performance.md}, put between two marks; the text around them is written by hand. */
final class Page {

    private static final String BEGIN = "<!-- bench:begin -->\n";
    private static final String END = "<!-- bench:end -->";
    private static final String SHENG = "Sheng";
    private static final String PEER = "Postfix + Dovecot";
    private static final double MIB = 1024;

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    Page(Results results) {
        this.results = results;
    }

    /** Replaces what stands between the marks; makes a page of the tables alone where there is none. */
    void write(Path page) throws IOException {
        String old = Files.exists(page) ? Files.readString(page) : BEGIN + END + "\n";
        int from = old.indexOf(BEGIN);
        int to = old.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(page + " has lost its marks " + BEGIN.strip() + " and " + END);
        }
        Files.writeString(page, old.substring(0, from + BEGIN.length()) + tables() + old.substring(to));
    }

    String tables() {
        text.setLength(0);
        text.append("| work | must reach | Sheng | Postfix + Dovecot | ratio | reached |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n");
        rate("smtp-100", "messages/s", 10);
        cpu("smtp-100", 5);
        rate("smtp-1", "messages/s", 1);
        cpu("smtp-1", 0);
        rate("login", "logins/s", 20);
        rate("append", "messages/s", 3);
        start("memory of an idle node, MiB", 450,
                start -> start.idle().rss() / MIB,
                start -> start.idle().pss() / MIB);
        start("start to ready, s", 15, StartWork.Start::secondsToReady, StartWork.Start::secondsToReady);
        text.append("""

                | work | system | per second: lowest – highest round | CPU s per 1,000 | generator's own CPU s per 1,000 \
                | answer ms, median / 99th | highest memory, MiB |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        results.rounds.forEach((work, systems) -> systems.forEach((system, rounds) -> detail(work, system, rounds)));
        text.append("\n| measured on | |\n| --- | --- |\n");
        results.machine.forEach((name, value) -> text.append("| %s | %s |\n".formatted(name, value)));
        return text.toString();
    }

    private void rate(String work, String unit, double target) {
        double sheng = Round.median(results.of(work, SHENG), Round::perSecond);
        double peer = Round.median(results.of(work, PEER), Round::perSecond);
        row(results.titles.get(work) + ", " + unit, Figures.show(target).replaceAll("\\.0+$", "") + " ×", sheng, peer,
                sheng / peer, sheng / peer >= target);
    }

    private void cpu(String work, double target) {
        double sheng = Round.median(results.of(work, SHENG), Round::cpuPerThousand);
        double peer = Round.median(results.of(work, PEER), Round::cpuPerThousand);
        String title = results.titles.get(work) + ", CPU s per 1,000";
        if (target == 0) {
            line(title, "–", Figures.show(sheng), Figures.show(peer), Figures.show(sheng / peer), "");
        } else {
            row(title, "1/%.0f".formatted(target), sheng, peer, sheng / peer, sheng / peer <= 1 / target);
        }
    }

    private void start(String title, double limit, ToDoubleFunction<StartWork.Start> ofSheng,
            ToDoubleFunction<StartWork.Start> ofPeer) {
        double sheng = median(results.starts.getOrDefault(SHENG, List.of()), ofSheng);
        double peer = median(results.starts.getOrDefault(PEER, List.of()), ofPeer);
        row(title, "≤ %.0f".formatted(limit), sheng, peer, sheng / peer, sheng <= limit);
    }

    private static double median(List<StartWork.Start> starts, ToDoubleFunction<StartWork.Start> figure) {
        return Figures.median(starts.stream().mapToDouble(figure).toArray());
    }

    private void row(String title, String target, double sheng, double peer, double ratio, boolean reached) {
        String answer = Double.isNaN(sheng) || Double.isNaN(ratio) ? "" : reached ? "yes" : "**no**";
        line(title, target, Figures.show(sheng), Figures.show(peer), Figures.show(ratio), answer);
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void detail(String work, String system, List<Round> rounds) {
        double lowest = rounds.stream().mapToDouble(Round::perSecond).min().orElse(Double.NaN);
        double highest = rounds.stream().mapToDouble(Round::perSecond).max().orElse(Double.NaN);
        double memory = rounds.stream()
                .mapToDouble(round -> (system.equals(SHENG) ? round.memory().rss() : round.memory().pss()) / MIB)
                .max().orElse(Double.NaN);
        line(results.titles.get(work), system, Figures.show(lowest) + " – " + Figures.show(highest),
                Figures.show(Round.median(rounds, Round::cpuPerThousand)),
                Figures.show(Round.median(rounds, Round::generatorCpuPerThousand)),
                Figures.show(Round.median(rounds, Round::medianMillis)) + " / "
                        + Figures.show(Round.median(rounds, Round::p99Millis)),
                Figures.show(memory));
    }
}
