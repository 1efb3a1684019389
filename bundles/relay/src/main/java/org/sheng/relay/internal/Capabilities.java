package org.sheng.relay.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a host offers (RFC 5321 §4.1.1.1): keywords in capitals, with their parameters. */
record Capabilities(Map<String, String> offered) {
    static final Capabilities NONE = new Capabilities(Map.of());

    /** @param ehlo the reply to EHLO, whose first line is the host's greeting */
    static Capabilities of(Reply ehlo) {
        Map<String, String> offered = new HashMap<>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            String[] words = line.split(" ", 2);
            offered.put(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "");
        }
        return new Capabilities(Map.copyOf(offered));
    }

    boolean has(String keyword) {
        return offered.containsKey(keyword);
    }

    /** RFC 1870 §3: none, or 0, is no limit. */
    boolean takes(long size) {
        try {
            long most = Long.parseLong(offered.getOrDefault("SIZE", "0").strip());
            return most <= 0 || size <= most;
        } catch (NumberFormatException notANumber) {
            return true;
        }
    }

    Set<String> mechanisms() {
        return Set.copyOf(List.of(offered.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split(" +")).stream().distinct().toList());
    }
}
