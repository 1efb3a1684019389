package org.sheng.operation;

import java.util.Map;

/**
 * A call that takes another back.
 *
 * @param operation its name
 * @param input its input by component, as JSON would have it: maps, lists, strings, numbers, booleans
 */
public record Inverse(String operation, Map<String, Object> input) { }
