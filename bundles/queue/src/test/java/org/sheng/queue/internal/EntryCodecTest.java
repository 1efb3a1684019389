package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sheng.mail.MailAddress;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.BlobId;

class EntryCodecTest {

    @Test
    void everyFieldComesBack() {
        Submission message = new Submission("t-1", Optional.of(MailAddress.parse("用户@例子.example")),
                List.of(Recipient.of(MailAddress.parse("\"a b\"@x.example")), new Recipient(MailAddress.parse("c@y.example"),
                        "rfc822;other@z.example", Set.of(Recipient.Notify.NEVER))),
                new BlobId(UUID.randomUUID()), 123_456_789_012L, 42, Instant.ofEpochMilli(1_700_000_000_123L), -9,
                new Submission.Options(true, true, true, "HDRS", "QQ314159"));
        QueueEntry entry = new QueueEntry(UUID.randomUUID(), Route.remote("y.example"), message, 7, Instant.ofEpochMilli(5),
                Instant.ofEpochMilli(6), true, true, "450 4.7.1 später");
        Stored back = EntryCodec.decode(EntryCodec.encode(new Stored(entry, 99)));
        assertEquals(entry, back.entry());
        assertEquals(99, back.tag());
    }

    @Test
    void theNullPathComesBackEmpty() {
        Submission message = new Submission("t", Optional.empty(), List.of(Recipient.of(MailAddress.parse("c@y.example"))),
                new BlobId(UUID.randomUUID()), 1, 0, Instant.EPOCH, 0, Submission.Options.NONE);
        QueueEntry entry = new QueueEntry(UUID.randomUUID(), Route.INCOMING, message, 0, Instant.EPOCH, Instant.EPOCH, false, false, "");
        assertEquals(entry, EntryCodec.decode(EntryCodec.encode(new Stored(entry, 0))).entry());
    }

    @Test
    void aLaterVersionIsRefusedByName() {
        UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> EntryCodec.decode(new byte[] {2, 0, 0}));
        assertTrue(refused.getMessage().contains("version 2"), refused.getMessage());
    }
}
