package org.sheng.operations.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths with names in braces. */
final class Paths {
    private static final Pattern NAME = Pattern.compile("\\{([a-zA-Z]+)}");

    private Paths() { }

    /** The path with its names replaced by what the input has for them. */
    static String filled(String path, Map<String, Object> input) {
        return NAME.matcher(path).replaceAll(name -> Matcher.quoteReplacement(String.valueOf(input.get(name.group(1)))));
    }

    /** Of an input what stands in the path. */
    static Map<String, Object> values(String path, Map<String, Object> input) {
        Map<String, Object> values = new LinkedHashMap<>();
        NAME.matcher(path).results().map(MatchResult::group).map(name -> name.substring(1, name.length() - 1))
                .forEach(name -> values.put(name, input.get(name)));
        return values;
    }
}
