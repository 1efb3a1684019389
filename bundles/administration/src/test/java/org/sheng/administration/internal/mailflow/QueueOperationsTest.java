package org.sheng.administration.internal.mailflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sheng.administration.internal.Desk;
import org.sheng.config.Settings;
import org.sheng.config.internal.SettingsSchema;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.queue.internal.Spool;
import org.sheng.queue.internal.Steering;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.FixedSettings;
import org.sheng.testing.SeenEvents;

/** Operations on a real queue over a store. */
class QueueOperationsTest {
    private OpenStore store;
    private Spool spool;
    private Steering steering;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        store = MemoryStore.open();
        spool = new Spool(store, new SeenEvents(), new Defaults());
        steering = new Steering(spool);
        desk = new Desk().with(new QueueList(steering), new QueueShow(steering), new QueueHeaders(steering, store), new QueueHold(steering),
                new QueueRelease(steering), new QueueRetry(steering), new QueueDelete(steering), new QueueSteerMany(steering),
                new QueueDeleteMany(steering), new QueueDestinations(steering));
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        steering.close();
        spool.close();
        store.close();
    }

    /** Settings at their defaults. */
    private static final class Defaults implements Settings {
        @Override
        public <T extends Record> Watch<T> watch(String pid, Class<T> type, Consumer<T> changed) {
            return new FixedSettings(SettingsSchema.defaults(type)).watch(pid, type, changed);
        }
    }

    private String add(String destination, String recipient) throws Exception {
        BlobWriter blob = store.newBlob();
        blob.write(ByteBuffer.wrap("Return-Path: <a@z.example>\r\nSubject: one\r\n two\r\n\r\nBody: none\r\n".getBytes(StandardCharsets.US_ASCII)));
        Batch batch = new Batch().blob(blob.finish(new byte[0]));
        QueueEntry entry = spool.add(batch, Route.remote(destination), new Submission(UUID.randomUUID().toString(),
                Optional.of(MailAddress.parse("a@z.example")), List.of(Recipient.of(MailAddress.parse(recipient))), blob.id(), blob.size(), 28,
                Instant.now(), 0, Submission.Options.NONE));
        spool.commit(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return entry.id().toString();
    }

    @Test
    void listsShowsHoldsAndReleases() throws Exception {
        String one = add("x.example", "u@x.example");
        String two = add("y.example", "v@y.example");
        assertEquals(List.of(one, two), desk.items(Desk.AUDITOR, "queue-list", Map.of(), "id"));
        assertEquals(List.of(two), desk.items(Desk.AUDITOR, "queue-list", Map.of("limit", 1, "after", one), "id"));
        assertEquals(List.of(two), desk.items(Desk.AUDITOR, "queue-list", Map.of("text", "V@Y"), "id"));
        desk.call(Desk.OPERATOR, "queue-hold", Map.of("id", one));
        assertEquals(List.of(one), desk.items(Desk.AUDITOR, "queue-list", Map.of("held", true), "id"));
        desk.undo();
        assertEquals(false, desk.tree(Desk.AUDITOR, "queue-show", Map.of("id", one)).get("held"));
        desk.call(Desk.OPERATOR, "queue-retry", Map.of("id", one));
        assertEquals(Kind.FORBIDDEN, desk.refused(Desk.OPERATOR, "queue-delete", Map.of("id", one)).kind());
        desk.call(Desk.SYSTEM, "queue-delete", Map.of("id", one));
        assertEquals(Kind.MISSING, desk.refused(Desk.SYSTEM, "queue-show", Map.of("id", one)).kind());
        assertEquals(Kind.MISSING, desk.refused(Desk.SYSTEM, "queue-hold", Map.of("id", one)).kind());
    }

    @Test
    void showsTheHeaderAndNotTheBody() throws Exception {
        Map<?, ?> headers = desk.tree(Desk.AUDITOR, "queue-headers", Map.of("id", add("x.example", "u@x.example")));
        assertEquals("[{name=Return-Path, value=<a@z.example>}, {name=Subject, value=one two}]", headers.get("headers").toString());
        assertEquals(true, headers.get("complete"));
    }

    @Test
    void steersManyByAFilterAfterATrial() throws Exception {
        String one = add("x.example", "u@x.example");
        add("y.example", "v@y.example");
        String three = add("x.example", "w@x.example");
        Map<String, Object> in = new LinkedHashMap<>(Map.of("action", "hold", "destination", "x.example", "dryRun", true));
        assertEquals("{meant=2, done=2, first=[" + one + ", " + three + "], more=false}",
                desk.task(Desk.OPERATOR, "queue-steer-many", in).result().orElseThrow().toString());
        assertEquals(List.of(), desk.items(Desk.AUDITOR, "queue-list", Map.of("held", true), "id"));
        in.put("dryRun", false);
        desk.task(Desk.OPERATOR, "queue-steer-many", in);
        assertEquals(List.of(one, three), desk.items(Desk.AUDITOR, "queue-list", Map.of("held", true), "id"));
        Map<?, ?> some = (Map<?, ?>) desk.task(Desk.SYSTEM, "queue-delete-many", Map.of("held", true, "limit", 1)).result().orElseThrow();
        assertEquals("1 true", some.get("done") + " " + some.get("more"));
        assertEquals(Tasks.State.FAILED, desk.task(Desk.SYSTEM, "queue-delete-many", Map.of()).state());
        assertEquals(2, desk.items(Desk.AUDITOR, "queue-list", Map.of(), "id").size());
        desk.task(Desk.SYSTEM, "queue-delete-many", Map.of("all", true));
        assertEquals(0, desk.items(Desk.AUDITOR, "queue-list", Map.of(), "id").size());
    }
}
