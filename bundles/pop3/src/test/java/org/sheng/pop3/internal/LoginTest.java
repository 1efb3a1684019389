package org.sheng.pop3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoginTest {
    @TempDir
    Path home;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        node = new Node(home);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void userAndPassLogIn() throws Exception {
        node.deliver(Node.ANN, "Subject: one\n\ntext\n");
        try (Client client = node.client()) {
            assertEquals("+OK Sheng POP3 is ready", client.line());
            assertEquals("+OK now the password", client.ask("user ann"));
            assertEquals("+OK 1 messages", client.ask("PASS secret"));
            assertEquals("+OK 1 22", client.ask("STAT"));
        }
    }

    @Test
    void aPasswordKeepsItsBlanks() throws Exception {
        try (Client client = node.client()) {
            client.line();
            client.ask("USER ann");
            assertEquals("+OK 0 messages", client.ask("PASS two  words "));
        }
    }

    @Test
    void capaListsWhatThereIsForTheConnectionAsItIs() throws Exception {
        try (Client client = node.client()) {
            client.line();
            assertEquals(List.of("SASL TWICE PLAIN", "USER", "STLS", "TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE",
                    "PIPELINING", "EXPIRE NEVER",
                    "IMPLEMENTATION Sheng"), client.askMany("CAPA"));
            client.ask("STLS");
            client.tls();
            assertFalse(client.askMany("CAPA").contains("STLS"));
            client.ask("USER ann");
            client.ask("PASS secret");
            assertFalse(client.askMany("CAPA").contains("USER"));
        }
    }

    @Test
    void stlsBeginsTlsAndForgetsTheUser() throws Exception {
        try (Client client = node.client()) {
            client.line();
            client.ask("USER ann");
            assertEquals("+OK begin TLS now", client.ask("STLS"));
            client.tls();
            assertEquals("-ERR USER first", client.ask("PASS secret"));
            assertEquals("-ERR TLS is on already", client.ask("STLS"));
            client.ask("USER ann");
            assertEquals("+OK 0 messages", client.ask("PASS secret"));
        }
    }

    @Test
    void theTlsPortSpeaksTlsFromTheFirstByte() throws Exception {
        try (Client client = new Client(node.tlsPort()).tls()) {
            client.login("ann");
            assertEquals("+OK still here", client.ask("NOOP"));
        }
    }

    @Test
    void refusalsSayWhyAsFarAsAStrangerMayKnow() throws Exception {
        try (Client client = node.client()) {
            client.line();
            client.ask("USER nobody");
            assertEquals("-ERR [AUTH] wrong name or password", client.ask("PASS secret"));
            assertEquals("-ERR USER first", client.ask("PASS secret"));
            client.ask("USER eve");
            assertEquals("-ERR [AUTH] this account is suspended, ask your administrator", client.ask("PASS secret"));
        }
        try (Client client = node.client()) {
            client.line();
            client.ask("USER busy");
            assertEquals("-ERR [SYS/TEMP] too many logins at once, try again later", client.ask("PASS secret"));
        }
    }

    @Test
    void theThirdFailureEndsTheConnection() throws Exception {
        try (Client client = node.client()) {
            client.line();
            for (int i = 0; i < 3; i++) {
                client.ask("USER ann");
                assertEquals("-ERR [AUTH] wrong name or password", client.ask("PASS wrong"));
            }
            assertNull(client.line());
        }
    }

    @Test
    void authTakesAnInitialResponseOrAsksForIt() throws Exception {
        String plain = base64("\0ann\0secret");
        try (Client client = node.client()) {
            client.line();
            assertEquals("+OK 0 messages", client.ask("AUTH PLAIN " + plain));
            assertEquals("-ERR only before the login", client.ask("AUTH PLAIN " + plain));
            assertEquals("+OK bye", client.ask("QUIT")); // a connection that is cut keeps the maildrop until that is seen
        }
        try (Client client = node.client()) {
            client.line();
            assertEquals("+ ", client.ask("auth plain"));
            assertEquals("+OK 0 messages", client.ask(plain));
        }
    }

    @Test
    void authGoesThroughSeveralChallenges() throws Exception {
        try (Client client = node.client()) {
            client.line();
            assertEquals("+ " + base64("who"), client.ask("AUTH TWICE"));
            assertEquals("+ " + base64("proof"), client.ask(base64("ann")));
            assertEquals("+OK 0 messages", client.ask(base64("secret")));
        }
    }

    @Test
    void anExchangeCanBeGivenUpAndNonsenseEndsIt() throws Exception {
        try (Client client = node.client()) {
            client.line();
            client.ask("AUTH PLAIN");
            assertEquals("-ERR given up as you wished", client.ask("*"));
            client.ask("AUTH PLAIN");
            assertEquals("-ERR that was no base64; the exchange is over", client.ask("!!!"));
            assertEquals("-ERR no such mechanism on this connection; CAPA lists what there is",
                    client.ask("AUTH CRAM-MD5"));
            assertEquals("-ERR [AUTH] wrong name or password", client.ask("AUTH PLAIN ="));
            client.ask("USER ann");
            assertEquals("+OK 0 messages", client.ask("PASS secret"));
        }
    }

    @Test
    void aMaildropIsForOneSessionAtATime() throws Exception {
        try (Client first = node.client().login("ann"); Client second = node.client()) {
            second.line();
            second.ask("USER ann");
            assertEquals("-ERR [IN-USE] another session has this maildrop open, close it first",
                    second.ask("PASS secret"));
            try (Client other = node.client().login("bob")) {
                assertEquals("+OK 0 0", other.ask("STAT"));
            }
            first.ask("QUIT");
            second.ask("USER ann");
            assertEquals("+OK 0 messages", second.ask("PASS secret"));
        }
    }

    @Test
    void aBrokenConnectionSetsTheMaildropFree() throws Exception {
        node.client().login("ann").close();
        Waiting.until(() -> {
            try (Client client = node.client()) {
                client.line();
                client.ask("USER ann");
                return client.ask("PASS secret").startsWith("+OK");
            }
        });
    }

    @Test
    void commandsOfTheOtherPhaseAreRefused() throws Exception {
        try (Client client = node.client()) {
            client.line();
            for (String command : List.of("STAT", "LIST", "RETR 1", "DELE 1", "NOOP", "RSET", "TOP 1 1", "UIDL")) {
                assertEquals("-ERR log in first", client.ask(command));
            }
            assertEquals("-ERR no such command; CAPA lists what there is", client.ask("HELO x"));
            assertEquals("-ERR no such command; CAPA lists what there is", client.ask(""));
            assertEquals("+OK bye", client.ask("QUIT"));
            assertNull(client.line());
        }
    }

    @Test
    void aLineThatIsTooLongIsRefusedAndOneWithoutEndCutsTheConnection() throws Exception {
        try (Client client = node.client()) {
            client.line();
            assertEquals("-ERR the line is too long", client.ask("USER " + "x".repeat(2_000)));
            client.ask("USER ann");
            assertEquals("+OK 0 messages", client.ask("PASS secret"));
        }
        try (Client client = node.client()) {
            client.line();
            client.send("x".repeat(Pop3Session.LONGEST_LINE + 1));
            assertEquals("-ERR the line is too long", client.line());
            assertNull(client.line());
        }
    }

    @Test
    void whoSaysNothingIsCutOffWithoutAWord() throws Exception {
        try (Node hasty = new Node(home, Map.of(), Duration.ofMillis(300)); Client client = hasty.client()) {
            client.line();
            assertNull(client.line());
        }
    }

    @Test
    void aServiceThatStopsTellsItsClients() throws Exception {
        try (Client client = node.client().login("ann")) {
            node.stopService();
            assertEquals("-ERR [SYS/TEMP] this server stops; nothing was deleted, come back later", client.line());
            assertNull(client.line());
        }
    }

    @Test
    void theTableHasEachCommandOnce() {
        assertEquals(14, Commands.TABLE.stream().map(Commands.Row::name).distinct().count());
        assertTrue(Commands.TABLE.stream().noneMatch(row -> row.phases().isEmpty()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
