package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.SubjectTerm;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A full mail client's library against a node: submission with STARTTLS, IMAP and POP3. */
class AngusMailTest {

    private static final String DOMAIN = "angus.test";
    private static final String PASSWORD = "a-password-of-angus";
    private static final Node NODE = SharedNode.get();

    @BeforeAll
    static void makeUsers() throws Exception {
        NODE.shell("sheng:domain-add " + DOMAIN);
        for (String user : new String[] {"anna", "bert", "carl", "dora", "emil"}) {
            NODE.shell("sheng:user-add %s --password %s".formatted(address(user), PASSWORD));
        }
    }

    @Test
    void aMessageWithAnAttachmentArrivesWhole() throws Exception {
        byte[] attachment = new byte[3_000_000];
        new java.util.Random(1).nextBytes(attachment);
        MimeMessage message = message("anna", "bert", "Grüße — 笙");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Grüße, 你好", "UTF-8");
        MimeBodyPart file = new MimeBodyPart();
        file.setContent(attachment, "application/octet-stream");
        file.setFileName("reed.bin");
        message.setContent(new MimeMultipart(text, file));
        send("anna", message);

        try (Store store = imap("bert"); Folder inbox = awaitMessages(store, 1)) {
            Message received = inbox.getMessage(1);
            assertEquals("Grüße — 笙", received.getSubject());
            Multipart parts = (Multipart) received.getContent();
            assertEquals(2, parts.getCount());
            assertEquals("Grüße, 你好", parts.getBodyPart(0).getContent());
            assertEquals("reed.bin", parts.getBodyPart(1).getFileName());
            org.junit.jupiter.api.Assertions.assertArrayEquals(attachment,
                    parts.getBodyPart(1).getInputStream().readAllBytes());
        }
    }

    @Test
    void foldersFlagsSearchCopyMoveAndExpungeWork() throws Exception {
        try (Store store = imap("carl"); Store other = imap("carl")) {
            Folder projects = store.getFolder("Projects 笙");
            assertTrue(projects.create(Folder.HOLDS_MESSAGES));
            projects.open(Folder.READ_WRITE);
            MimeMessage[] drafts = {
                message("carl", "carl", "first"), message("carl", "carl", "second"), message("carl", "carl", "third")};
            for (MimeMessage draft : drafts) {
                draft.setText("text of " + draft.getSubject());
                draft.saveChanges();
            }
            projects.appendMessages(drafts);
            assertEquals(3, projects.getMessageCount());
            FetchProfile profile = new FetchProfile();
            profile.add(FetchProfile.Item.ENVELOPE);
            profile.add(FetchProfile.Item.CONTENT_INFO);
            profile.add(FetchProfile.Item.FLAGS);
            projects.fetch(projects.getMessages(), profile);
            assertEquals("second", projects.getMessage(2).getSubject());

            Message[] found = projects.search(new SubjectTerm("third"));
            assertEquals(1, found.length);
            projects.setFlags(found, new Flags(Flags.Flag.FLAGGED), true);
            Folder sameFolder = other.getFolder("Projects 笙");
            sameFolder.open(Folder.READ_ONLY);
            assertTrue(sameFolder.getMessage(3).isSet(Flags.Flag.FLAGGED), "another session sees the flag");

            Folder archive = store.getFolder("Archive-2026");
            assertTrue(archive.create(Folder.HOLDS_MESSAGES));
            projects.copyMessages(new Message[] {projects.getMessage(1)}, archive);
            ((IMAPFolder) projects).moveMessages(new Message[] {projects.getMessage(2)}, archive);
            assertEquals(2, archive.getMessageCount());
            projects.setFlags(new int[] {1}, new Flags(Flags.Flag.DELETED), true);
            projects.close(true);
            projects.open(Folder.READ_ONLY);
            assertEquals(1, projects.getMessageCount());
            assertEquals("third", projects.getMessage(1).getSubject());
            sameFolder.close(false);
            projects.close(false);
            assertTrue(archive.renameTo(store.getFolder("Attic")));
            assertTrue(store.getFolder("Attic").exists());
            assertTrue(store.getFolder("Attic").delete(true));
        }
    }

    @Test
    void anIdleSessionIsToldOfNewMailAtOnce() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (Store store = imap("dora"); Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    told.countDown();
                }
            });
            Thread idling = new Thread(() -> {
                try {
                    ((IMAPFolder) inbox).idle(true);
                } catch (MessagingException ended) {
                    System.err.println("IDLE ended: " + ended.getMessage());
                }
            });
            idling.start();
            MimeMessage message = message("anna", "dora", "wake up");
            message.setText("now");
            send("anna", message);
            assertTrue(told.await(20, TimeUnit.SECONDS), "IDLE reported the new message");
            idling.join(10_000);
        }
    }

    @Test
    void pop3ListsReadsAndDeletes() throws Exception {
        for (int i = 1; i <= 3; i++) {
            MimeMessage message = message("anna", "emil", "number " + i);
            message.setText("body\r\n.leading dot " + i);
            send("anna", message);
            int sent = i;
            try (Store imap = imap("emil"); Folder inbox = awaitMessages(imap, sent)) {
                assertEquals(sent, inbox.getMessageCount());
            }
        }
        try (Store store = pop3("emil"); Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_WRITE);
            assertEquals(3, inbox.getMessageCount());
            assertEquals("number 2", inbox.getMessage(2).getSubject());
            assertTrue(inbox.getMessage(2).getContent().toString().contains("\r\n.leading dot 2"));
            String uid = ((POP3Folder) inbox).getUID(inbox.getMessage(3));
            inbox.setFlags(new int[] {1, 2}, new Flags(Flags.Flag.DELETED), true);
            inbox.close(true);
            inbox.open(Folder.READ_ONLY);
            assertEquals(1, inbox.getMessageCount());
            assertEquals(uid, ((POP3Folder) inbox).getUID(inbox.getMessage(1)), "the unique id stays");
        }
    }

    @Test
    void aWrongPasswordIsRefusedByEveryService() {
        assertThrows(AuthenticationFailedException.class, () -> store("imap", NODE.port(Node.IMAP)).connect(
                "127.0.0.1", NODE.port(Node.IMAP), address("anna"), "wrong"));
        assertThrows(AuthenticationFailedException.class, () -> store("pop3", NODE.port(Node.POP3)).connect(
                "127.0.0.1", NODE.port(Node.POP3), address("anna"), "wrong"));
        assertThrows(AuthenticationFailedException.class, () -> {
            try (Transport transport = submission().getTransport("smtp")) {
                transport.connect("127.0.0.1", NODE.port(Node.SUBMISSION), address("anna"), "wrong");
            }
        });
    }

    @Test
    void anUnknownRecipientIsRefusedAtOnce() throws Exception {
        MimeMessage message = message("anna", "nobody-of-that-name", "to no one");
        message.setText("x");
        assertThrows(SendFailedException.class, () -> send("anna", message));
    }

    private static String address(String user) {
        return user + "@" + DOMAIN;
    }

    private static MimeMessage message(String from, String to, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(submission());
        message.setFrom(new InternetAddress(address(from)));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(address(to)));
        message.setSubject(subject, "UTF-8");
        message.setSentDate(new java.util.Date());
        return message;
    }

    private static void send(String user, MimeMessage message) throws MessagingException {
        message.saveChanges();
        try (Transport transport = submission().getTransport("smtp")) {
            transport.connect("127.0.0.1", NODE.port(Node.SUBMISSION), address(user), PASSWORD);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static Session submission() {
        Properties properties = limits("smtp");
        properties.setProperty("mail.smtp.auth", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
        return Session.getInstance(properties);
    }

    private static Store store(String protocol, int port) throws MessagingException {
        Properties properties = limits(protocol);
        properties.setProperty("mail.%s.port".formatted(protocol), Integer.toString(port));
        return Session.getInstance(properties).getStore(protocol);
    }

    /** STARTTLS with the node's own certificate; nothing waits for ever. */
    private static Properties limits(String protocol) {
        Properties properties = new Properties();
        properties.setProperty("mail.%s.starttls.enable".formatted(protocol), "true");
        properties.setProperty("mail.%s.starttls.required".formatted(protocol), "true");
        properties.setProperty("mail.%s.ssl.trust".formatted(protocol), "*");
        properties.setProperty("mail.%s.ssl.checkserveridentity".formatted(protocol), "false");
        properties.setProperty("mail.%s.connectiontimeout".formatted(protocol), "10000");
        properties.setProperty("mail.%s.timeout".formatted(protocol), "30000");
        return properties;
    }

    private static Store imap(String user) throws MessagingException {
        Store store = store("imap", NODE.port(Node.IMAP));
        store.connect("127.0.0.1", NODE.port(Node.IMAP), address(user), PASSWORD);
        return store;
    }

    private static Store pop3(String user) throws MessagingException {
        Store store = store("pop3", NODE.port(Node.POP3));
        store.connect("127.0.0.1", NODE.port(Node.POP3), address(user), PASSWORD);
        return store;
    }

    private static Folder awaitMessages(Store store, int count) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        Await.until(count + " messages in the inbox", Await.DELIVERY, () -> inbox.getMessageCount() >= count);
        return inbox;
    }
}
