package org.sheng.pipeline.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.Group.Writers;
import org.sheng.directory.Limits;
import org.sheng.directory.User;
import org.sheng.event.MailEvent;
import org.sheng.pipeline.LocalDelivery.Answer;
import org.sheng.queue.QueueEntry;
import org.sheng.service.MailService;
import org.sheng.store.Batch;
import org.sheng.store.Flags;
import org.sheng.store.Message;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.Await;

class PipelineTest {
    @TempDir
    private Path etc;
    private OpenStore store;
    private PipelineFixture mail;

    @BeforeEach
    void open() {
        store = MemoryStore.open();
        mail = new PipelineFixture(store, etc);
    }

    @AfterEach
    void close() throws Exception {
        mail.close();
        store.close();
    }

    @Test
    void aMessageForAUserIsInTheInboxAndOutOfTheQueue() throws Exception {
        User bob = mail.people.user("bob@here.example");
        QueueEntry sent = mail.send("a@far.example", "Bob@here.example");
        mail.awaitEmptyQueue();
        Message message = mail.inbox(bob).get(0);
        assertEquals(PipelineFixture.TEXT, mail.text(message.blob()));
        assertEquals(Flags.NONE, message.flags());
        Await.until("it is told", () -> mail.events.of(MailEvent.MessageDelivered.class).size() == 1);
        MailEvent.MessageDelivered told = mail.events.of(MailEvent.MessageDelivered.class).get(0);
        assertEquals(new MailEvent.MessageDelivered(sent.message().trace(), sent.message().recipients().get(0).address(),
                "bob@here.example", "INBOX", message.uid(), PipelineFixture.TEXT.length()), told);
    }

    @Test
    void whoIsReachedInSeveralWaysGetsOneCopy() throws Exception {
        User bob = mail.people.user("bob@here.example");
        User eve = mail.people.user("eve@here.example");
        mail.people.alias("both@here.example", "bob@here.example", "eve@here.example");
        mail.people.group("all@here.example", Writers.ANYONE, "both@here.example", "bob@here.example");
        mail.send("a@far.example", "bob@here.example", "bob+x@here.example", "both@here.example", "all@here.example");
        mail.awaitEmptyQueue();
        assertEquals(1, mail.inbox(bob).size());
        assertEquals(1, mail.inbox(eve).size());
        assertTrue(mail.events.of(MailEvent.BounceQueued.class).isEmpty());
    }

    @Test
    void aDetailLeadsToTheMailboxOfItsNameWhereThereIsOne() throws Exception {
        User bob = mail.people.user("bob@here.example");
        Batch lists = new Batch();
        lists.createMailbox(bob.id(), "lists", "", 1);
        store.commit(lists).toCompletableFuture().get(30, TimeUnit.SECONDS);
        mail.send("a@far.example", "bob+lists@here.example");
        mail.send("a@far.example", "bob+other@here.example");
        mail.awaitEmptyQueue();
        assertEquals(1, mail.messages(bob, "lists").size());
        assertEquals(1, mail.inbox(bob).size());
    }

    @Test
    void theCatchAllTakesWhatIsUnknown() throws Exception {
        User bob = mail.people.user("bob@here.example");
        mail.people.catchAll("bob@here.example");
        mail.send("a@far.example", "nobody@here.example");
        mail.awaitEmptyQueue();
        assertEquals(1, mail.inbox(bob).size());
    }

    @Test
    void otherHostsGetAnEntryForEachDomain() throws Exception {
        mail.people.alias("out@here.example", "c@two.example");
        mail.send("a@here.example", "a@one.example", "b@one.example", "out@here.example");
        QueueEntry first = mail.relayedNext();
        QueueEntry second = mail.relayedNext();
        assertEquals(Set.of("one.example", "two.example"), Set.of(first.route().destination(), second.route().destination()));
        assertEquals(Set.of(1, 2), Set.of(first.message().recipients().size(), second.message().recipients().size()));
        mail.awaitEmptyQueue();
        assertEquals(Optional.empty(), store.blobSize(first.message().blob()));
    }

    @Test
    void whatCannotBeDeliveredComesBackToItsSender() throws Exception {
        User alice = mail.people.user("alice@here.example");
        mail.people.group("staff@here.example", Writers.MEMBERS, "bob@here.example");
        mail.people.alias("round@here.example", "square@here.example");
        mail.people.alias("square@here.example", "round@here.example");
        QueueEntry sent = mail.send("alice@here.example", "missing@here.example", "staff@here.example", "round@here.example");
        Await.until("the bounce is there", () -> mail.inbox(alice).size() == 1);
        mail.awaitEmptyQueue();
        String bounce = mail.text(mail.inbox(alice).get(0).blob());
        for (String part : List.of("Return-Path: <>\r\n", "To: <alice@here.example>\r\n", "multipart/report; report-type=delivery-status",
                "Auto-Submitted: auto-replied\r\n", "Reporting-MTA: dns; mx.here.example\r\n",
                "Final-Recipient: rfc822; missing@here.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
                "Final-Recipient: rfc822; staff@here.example\r\nAction: failed\r\nStatus: 5.7.1\r\n",
                "Final-Recipient: rfc822; round@here.example\r\nAction: failed\r\nStatus: 5.4.6\r\n",
                "Content-Type: text/rfc822-headers\r\n\r\nFrom: a@far.example\r\nSubject: hello\r\n")) {
            assertTrue(bounce.contains(part), part + " is missing in\n" + bounce);
        }
        assertFalse(bounce.contains("In the body."), bounce);
        assertFalse(bounce.replace("\r\n", "").contains("\n"), "every line ends with CRLF");
        Await.until("three failures are told", () -> mail.events.of(MailEvent.MessageFailed.class).size() == 3);
        assertEquals(sent.message().trace(), mail.events.of(MailEvent.BounceQueued.class).get(0).trace());
    }

    @Test
    void aNoticeIsNeverAnsweredWithANotice() throws Exception {
        mail.send("", "missing@here.example");
        mail.awaitEmptyQueue();
        Await.until("the failure is told", () -> mail.events.of(MailEvent.MessageFailed.class).size() == 1);
        assertTrue(mail.events.of(MailEvent.BounceQueued.class).isEmpty());
    }

    @Test
    void aFullMailboxWaitsAndTheOthersDoNot() throws Exception {
        User full = mail.people.user("full@here.example", new Limits(10, 0, 0, 0, 0));
        User bob = mail.people.user("bob@here.example");
        QueueEntry sent = mail.send("a@far.example", "full@here.example", "bob@here.example");
        Await.until("it was tried", () -> mail.steering.entry(sent.id()).map(entry -> entry.attempts() == 1).orElse(false));
        QueueEntry waiting = mail.steering.entry(sent.id()).orElseThrow();
        assertEquals("4.2.2 the mailbox is full", waiting.lastReply());
        assertEquals(1, waiting.message().recipients().size());
        assertEquals(1, mail.inbox(bob).size());
        assertEquals(0, mail.inbox(full).size());
        mail.people.user("full@here.example");
        mail.steering.retry(sent.id()).toCompletableFuture().get(30, TimeUnit.SECONDS);
        mail.awaitEmptyQueue();
        assertEquals(1, mail.inbox(full).size());
        assertEquals(1, mail.inbox(bob).size());
    }

    @Test
    void aMailboxThatFillsUpWithinTheMessageIsFoundByTheStore() throws Exception {
        int size = PipelineFixture.TEXT.length();
        User small = mail.people.user("small@here.example", new Limits(size + 10, 0, 0, 0, 0));
        List<java.util.concurrent.CompletableFuture<List<Answer>>> both = Stream.of(1, 2)
                .map(i -> mail.deliver("a@far.example", "small@here.example")).toList();
        List<String> answers = both.stream().map(answer -> answer.join().get(0).status()).sorted().toList();
        assertEquals(List.of("2.1.5", "4.2.2"), answers);
        assertEquals(1, mail.inbox(small).size());
    }

    @Test
    void eachRecipientOfADeliveryAtOnceGetsAnAnswer() throws Exception {
        User bob = mail.people.user("bob@here.example");
        mail.people.user("tiny@here.example", new Limits(0, 0, 10, 0, 0));
        mail.people.alias("mixed@here.example", "bob@here.example", "gone@here.example");
        List<Answer> answers = mail.deliver("a@here.example", "bob@here.example", "missing@here.example", "mixed@here.example",
                "tiny@here.example", "x@far.example").get(30, TimeUnit.SECONDS);
        assertEquals(List.of("2.1.5", "5.1.1", "2.1.5", "5.3.4", "2.1.5"), answers.stream().map(Answer::status).toList());
        assertEquals(1, mail.inbox(bob).size());
        assertEquals("far.example", mail.relayedNext().route().destination());
        mail.awaitEmptyQueue();
    }

    @Test
    void aLargeGroupIsServedInParts() throws Exception {
        int members = 2 * Spread.MOST + 100;
        String[] addresses = IntStream.range(0, members).mapToObj(i -> "m" + i + "@here.example").toArray(String[]::new);
        List<User> users = Stream.of(addresses).map(mail.people::user).toList();
        mail.people.group("all@here.example", Writers.ANYONE, addresses);
        mail.send("a@far.example", "all@here.example");
        mail.awaitEmptyQueue();
        assertEquals(Set.of(1), users.stream().map(user -> mail.inbox(user).size()).collect(Collectors.toSet()));
    }

    @Test
    void aStoppedPipelineTakesNothingAndAStartedOneGoesOn() throws Exception {
        User bob = mail.people.user("bob@here.example");
        mail.pipeline.quiesce().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(MailService.State.DOWN, mail.pipeline.state());
        mail.send("a@far.example", "bob@here.example");
        assertThrows(ExecutionException.class, () -> mail.deliver("a@far.example", "bob@here.example").get(30, TimeUnit.SECONDS));
        assertEquals(1, mail.queue.size());
        mail.pipeline.start();
        mail.awaitEmptyQueue();
        assertEquals(1, mail.inbox(bob).size());
    }
}
