package org.sheng.smtp.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protocol of the family.
 *
 * @param name in the greeting and in Received: ESMTP or LMTP
 * @param hello the commands to begin with, for people
 * @param repliesPerRecipient after the data, one for each recipient (RFC 2033 §4.2) instead of one for the message
 * @param verbs by name
 */
public record Dialect(String name, String hello, boolean repliesPerRecipient, Map<String, Verb<?>> verbs) {

    public static Dialect of(String name, String hello, boolean repliesPerRecipient, List<Verb<?>> table) {
        Map<String, Verb<?>> verbs = new LinkedHashMap<>();
        table.forEach(verb -> verbs.put(verb.name(), verb));
        return new Dialect(name, hello, repliesPerRecipient, Map.copyOf(verbs));
    }

    public Optional<Verb<?>> verb(String name) {
        return Optional.ofNullable(verbs.get(name));
    }

    public boolean has(String verb) {
        return verbs.containsKey(verb);
    }
}
