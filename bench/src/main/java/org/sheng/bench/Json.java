package org.sheng.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Results for machines to read. */
final class Json {

    private Json() {
    }

    static String of(Results results) {
        return "{\n" + String.join(",\n",
                "  \"quick\": " + results.quick,
                "  \"machine\": " + object(results.machine, Json::text),
                "  \"starts\": " + object(results.starts, list -> array(list, Json::start)),
                "  \"rounds\": " + object(results.rounds,
                        systems -> "\n    " + object(systems, list -> array(list, Json::round)))) + "\n}\n";
    }

    private static String start(StartWork.Start start) {
        return "{\"secondsToReady\": %s, \"idleRssKb\": %d, \"idlePssKb\": %d}".formatted(
                number(start.secondsToReady()), start.idle().rss(), start.idle().pss());
    }

    private static String round(Round round) {
        return ("\n      {\"operations\": %d, \"seconds\": %s, \"cpuSeconds\": %s, \"generatorCpuSeconds\": %s, "
                + "\"rssKb\": %d, \"pssKb\": %d, \"medianMillis\": %s, \"p99Millis\": %s}").formatted(
                round.operations(), number(round.seconds()), number(round.cpuSeconds()),
                number(round.generatorCpuSeconds()), round.memory().rss(), round.memory().pss(),
                number(round.medianMillis()), number(round.p99Millis()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static <T> String object(Map<String, T> map, java.util.function.Function<T, String> value) {
        return map.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + value.apply(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static <T> String array(List<T> list, java.util.function.Function<T, String> value) {
        return list.stream().map(value).collect(Collectors.joining(", ", "[", "]"));
    }
}
