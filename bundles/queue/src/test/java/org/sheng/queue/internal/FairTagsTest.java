package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.BlobId;

class FairTagsTest {
    private long clock = 1_000_000;
    private final FairTags tags = new FairTags(() -> Instant.ofEpochMilli(clock));

    @Test
    void aSenderIsPlacedBehindItselfAndNotBehindOthers() {
        assertEquals(1_000_000, tags.next(Route.INCOMING, from("bulk@x.example")));
        assertEquals(1_001_000, tags.next(Route.INCOMING, from("bulk@x.example")));
        assertEquals(1_002_000, tags.next(Route.INCOMING, from("Bulk@x.example")));
        assertEquals(1_000_000, tags.next(Route.INCOMING, from("one@x.example")));
        assertEquals(1_000_000, tags.next(Route.remote("y.example"), from("bulk@x.example")));
    }

    @Test
    void nobodyIsPlacedFurtherThanAnHour() {
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            last = tags.next(Route.INCOMING, from("bulk@x.example"));
        }
        assertTrue(last <= 1_000_000 + FairTags.FURTHEST, "placed at " + last);
    }

    @Test
    void placesDoNotGoBackWithTheClock() {
        long before = tags.next(Route.INCOMING, from("one@x.example"));
        clock -= 500_000;
        assertEquals(before, tags.next(Route.INCOMING, from("other@x.example")));
        clock += 10;
        assertEquals(before + 10, tags.next(Route.INCOMING, from("third@x.example")));
    }

    @Test
    void placesGivenBeforeARestartWithAnEarlierClockAreKept() {
        long longBacklog = clock + FairTags.FURTHEST;
        tags.given(longBacklog);
        assertEquals(clock, tags.next(Route.INCOMING, from("one@x.example")), "a long line of one sender moves nobody");
        tags.given(longBacklog + 86_400_000);
        assertEquals(clock + 86_400_000, tags.next(Route.INCOMING, from("other@x.example")));
    }

    private static Submission from(String sender) {
        return new Submission("t", Optional.of(MailAddress.parse(sender)), List.of(Recipient.of(MailAddress.parse("r@x.example"))),
                new BlobId(UUID.randomUUID()), 1, 0, Instant.EPOCH, 0, Submission.Options.NONE);
    }
}
