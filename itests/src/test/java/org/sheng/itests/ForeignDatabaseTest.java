package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node whose directory is on a PostgreSQL server, by configuration alone. */
class ForeignDatabaseTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String PASSWORD = "a-password-of-the-user";

    @Test
    void theDirectoryLivesOnADatabaseServerAndIsBackWhenTheServerIs() throws Exception {
        try (PostgresServer server = PostgresServer.started(); Node node = Node.named("postgres")) {
            Path etc = Files.createDirectories(node.home().resolve("etc"));
            Files.copy(PostgresServer.driver(), etc.resolve("postgresql.jar"));
            Files.writeString(etc.resolve("org.sheng.directory.cfg"), """
                    url = %s
                    driver-jar = postgresql.jar
                    user = %s
                    password = %s
                    """.formatted(server.url(), PostgresServer.USER, PostgresServer.PASSWORD));
            node.up();
            node.shell("sheng:domain-add here.test");
            node.shell("sheng:plan-add small --quota 1G");
            for (String user : List.of("anna", "bert", "cleo")) {
                node.shell("sheng:user-add %s@here.test --password %s --name 'Ähre 笙' --plan small".formatted(user,
                        PASSWORD));
            }
            node.shell("sheng:alias-add all@here.test anna@here.test bert@here.test");
            assertEquals(1, node.run("sheng:user-add anna@here.test --password " + PASSWORD).exit(),
                    "an address is there once");
            assertTrue(node.shell("sheng:user-list").contains("Ähre 笙"));
            node.shell("sheng:user-delete cleo@here.test");
            assertTaken(node);
            Node.await("both have it", LIMIT, () -> count(node, "anna") == 1 && count(node, "bert") == 1);

            server.stop();
            Node.await("mail is put off", LIMIT, () -> send(node, "nobody-new@here.test").startsWith("4"));
            Node.await("the directory says why", LIMIT,
                    () -> node.shell("sheng:service-list").lines().anyMatch(line -> line.startsWith("directory")
                            && line.contains("halted")));
            server.start();
            Node.await("mail is taken again", LIMIT, () -> send(node, "all@here.test").startsWith("250"));
            Node.await("both have both", LIMIT, () -> count(node, "anna") == 2 && count(node, "bert") == 2);

            node.restart();
            assertEquals(2, count(node, "bert"));
            assertFalse(node.shell("sheng:user-list").contains("cleo"));
            assertFalse(Files.exists(node.home().resolve("data/directory/db.script")),
                    "there is no database of its own");
        }
    }

    private static void assertTaken(Node node) {
        String answer = send(node, "all@here.test");
        assertTrue(answer.startsWith("250"), answer);
    }

    private static int count(Node node, String user) {
        try {
            return ImapReader.count(node, user + "@here.test", PASSWORD);
        } catch (IOException refused) {
            return -1;
        }
    }

    /** The last answer. */
    private static String send(Node node, String recipient) {
        try (LineClient smtp = new LineClient(node.port(Node.SMTP))) {
            String answer = smtp.smtpReply();
            for (String command : List.of("EHLO client.test", "MAIL FROM:<a@elsewhere.test>", "RCPT TO:<%s>"
                    .formatted(recipient), "DATA",
                    "Subject: on a server\r\n\r\ntext\r\n.")) {
                answer = smtp.smtp(command);
                if (answer.charAt(0) > '3') {
                    return answer;
                }
            }
            return answer;
        } catch (IOException cut) {
            return cut.toString();
        }
    }
}
