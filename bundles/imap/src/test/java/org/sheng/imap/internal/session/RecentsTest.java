package org.sheng.imap.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentsTest {
    private final Recents recents = new Recents();

    private List<Long> all(long last) {
        return LongStream.rangeClosed(0, last).filter(recents::has).boxed().toList();
    }

    @Test
    void rangesGrowTogetherOrStayApart() {
        assertEquals(List.of(), all(5));
        recents.add(3, 2);
        assertEquals(List.of(), all(5));
        recents.add(2, 3);
        recents.add(5, 5);
        recents.add(9, 10);
        assertEquals(List.of(2L, 3L, 5L, 9L, 10L), all(20));
        recents.add(11, 12);
        recents.add(9, 13);
        assertEquals(List.of(2L, 3L, 5L, 9L, 10L, 11L, 12L, 13L), all(20));
        recents.add(4, 14);
        assertEquals(LongStream.rangeClosed(2, 14).boxed().toList(), all(20));
    }

    @Test
    void itTakesABoundedAmountOfMemory() {
        for (long uid = 2; uid <= 2_004; uid += 2) {
            recents.add(uid, uid);
        }
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 8L, 10L), all(10), "the oldest became one");
        assertEquals(1_004, all(10_000).size());
    }
}
