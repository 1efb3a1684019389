package org.sheng.directory.internal.entity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.sheng.operation.Area;

/** Areas in one column: names with blanks between; NULL for everywhere. */
final class Areas {
    private Areas() { }

    static String text(Set<Area> areas) {
        return areas.isEmpty() ? null : areas.stream().sorted().map(Area::name).collect(Collectors.joining(" "));
    }

    static Set<Area> of(String text) {
        return text == null || text.isEmpty() ? Set.of()
                : Arrays.stream(text.split(" ")).map(Area::valueOf).collect(Collectors.toCollection(() -> EnumSet.noneOf(Area.class)));
    }
}
