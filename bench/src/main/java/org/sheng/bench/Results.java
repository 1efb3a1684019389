package org.sheng.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a run found. Keys are names of systems and of works. */
final class Results {

    final Map<String, String> machine;
    final boolean quick;
    final Map<String, List<StartWork.Start>> starts = new LinkedHashMap<>();
    final Map<String, Map<String, List<Round>>> rounds = new LinkedHashMap<>();
    final Map<String, String> titles = new LinkedHashMap<>();

    Results(Map<String, String> machine, boolean quick) {
        this.machine = machine;
        this.quick = quick;
    }

    void add(Work work, Map<MailSystem, List<Round>> measured) {
        titles.put(work.key(), work.title());
        Map<String, List<Round>> byName = new LinkedHashMap<>();
        measured.forEach((system, list) -> byName.put(system.name(), list));
        rounds.put(work.key(), byName);
    }

    /** The rounds of a work on a system; none when the system did not take part. */
    List<Round> of(String work, String system) {
        return rounds.getOrDefault(work, Map.of()).getOrDefault(system, List.of());
    }
}
