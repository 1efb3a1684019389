package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SubjectTerm;
import java.nio.file.Path;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client library of others finds in the server what it asks for. */
@Timeout(60)
class AngusTest {
    @TempDir
    static Path home;
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = new Server(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static IMAPStore store(String protocol, int port) throws Exception {
        Properties properties = new Properties();
        properties.put("mail." + protocol + ".starttls.enable", "true");
        properties.put("mail." + protocol + ".ssl.trust", "*");
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "false");
        Session session = Session.getInstance(properties);
        IMAPStore store = (IMAPStore) session.getStore(protocol);
        store.connect("127.0.0.1", port, "angus", "secret");
        return store;
    }

    private static MimeMessage message(String subject, String text, byte[] attachment) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress("joe@sheng.example", "Jörg", "utf-8"));
        message.setRecipients(Message.RecipientType.TO, "anna@sheng.example, otto@sheng.example");
        message.setSubject(subject, "utf-8");
        message.setSentDate(new Date(1_700_000_000_000L));
        MimeBodyPart body = new MimeBodyPart();
        body.setText(text, "utf-8");
        MimeBodyPart file = new MimeBodyPart();
        file.setContent(attachment, "application/octet-stream");
        file.setFileName("Prüfung.bin");
        message.setContent(new MimeMultipart(body, file));
        message.saveChanges();
        return message;
    }

    @Test
    void appendsReadsSearchesCopiesAndDeletes() throws Exception {
        byte[] attachment = new byte[100_000];
        new java.util.Random(1).nextBytes(attachment);
        try (IMAPStore store = store("imap", server.port())) {
            assertTrue(store.isSSL(), "STARTTLS was used");
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.appendUIDMessages(new Message[] {message("Grüße 你好", "Ein Text mit Ümlaut", attachment), message("second", "plain words", attachment)});
            assertEquals(2, inbox.getMessageCount());
            FetchProfile profile = new FetchProfile();
            profile.add(FetchProfile.Item.ENVELOPE);
            profile.add(FetchProfile.Item.CONTENT_INFO);
            profile.add(FetchProfile.Item.FLAGS);
            profile.add(FetchProfile.Item.SIZE);
            Message[] messages = inbox.getMessages();
            inbox.fetch(messages, profile);
            assertEquals("Grüße 你好", messages[0].getSubject());
            assertEquals("Jörg", ((InternetAddress) messages[0].getFrom()[0]).getPersonal());
            assertEquals(2, messages[0].getRecipients(Message.RecipientType.TO).length);
            Multipart parts = (Multipart) messages[0].getContent();
            assertEquals("Ein Text mit Ümlaut", parts.getBodyPart(0).getContent());
            assertArrayEquals(attachment, parts.getBodyPart(1).getInputStream().readAllBytes());
            assertEquals(1, inbox.search(new SubjectTerm("你好")).length);
            assertEquals(1, inbox.search(new AndTerm(new BodyTerm("ümlaut"), new FlagTerm(new Flags(Flags.Flag.SEEN), true))).length);
            Folder archive = store.getFolder("Archive");
            inbox.copyMessages(new Message[] {messages[1]}, archive);
            archive.open(Folder.READ_ONLY);
            assertEquals("second", archive.getMessage(1).getSubject());
            inbox.setFlags(new Message[] {messages[0]}, new Flags(Flags.Flag.DELETED), true);
            assertEquals(1, inbox.expunge().length);
            assertEquals(1, inbox.getMessageCount());
            assertEquals("second", inbox.getMessage(1).getSubject());
        }
    }

    @Test
    void worksOverTlsFromTheStart() throws Exception {
        try (IMAPStore store = store("imaps", server.tlsPort())) {
            assertTrue(store.isSSL());
            assertTrue(store.getDefaultFolder().list("*").length >= 6);
        }
    }
}
