package org.sheng.operation;

import java.util.List;
import java.util.Optional;

/**
 * Some of many, in an order that the operation names.
 *
 * @param items those of this page
 * @param next where the next page begins: given back as the component {@code after} of the input; empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** All of few. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, Optional.empty());
    }
}
