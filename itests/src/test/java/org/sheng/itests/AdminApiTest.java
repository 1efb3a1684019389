package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The admin API of a real node, called by curl: who may do what, and what comes of it in the mail services. */
class AdminApiTest {
    private static final Node NODE = SharedNode.get();
    private static final String NAME = "rest-admin";
    private static final String PASSWORD = "a-password-of-rest";
    private static final String JSON = "Content-Type: application/json";

    @BeforeAll
    static void makeAnAdministrator() throws Exception {
        Tool.require("curl", "curl");
        NODE.shell("sheng:admin-add %s --role system --password %s".formatted(NAME, PASSWORD));
    }

    @AfterAll
    static void takeHimAway() {
        NODE.shell("sheng:admin-delete " + NAME);
    }

    @Test
    void aDomainWithAUserIsMadeWhoThenLogsInOverImap() throws Exception {
        assertEquals(200, as("POST", "/domains", "-H", JSON, "-d", "{\"name\":\"rest.test\"}").status());
        Answer taken = as("POST", "/domains", "-H", JSON, "-d", "{\"name\":\"rest.test\"}");
        assertEquals(409, taken.status());
        assertTrue(taken.body().contains("\"type\":\"urn:sheng:problem:exists\""), taken.body());
        assertEquals(200, as("POST", "/users", "-H", JSON, "-d",
                "{\"address\":\"zoe@rest.test\",\"password\":\"a-password-of-zoe\"}").status());
        try (ImapReader reader = new ImapReader(NODE, "zoe@rest.test", "a-password-of-zoe")) {
            assertEquals(List.of(), reader.messages());
        }
        assertTrue(as("GET", "/users/zoe@rest.test").body().contains("\"zoe@rest.test\""));
        assertEquals(204, as("DELETE", "/users/zoe@rest.test").status());
        assertEquals(404, as("GET", "/users/zoe@rest.test").status());
        assertEquals(204, as("DELETE", "/domains/rest.test").status());
    }

    @Test
    void aServiceIsStoppedAndStartedAndAMailClientRefusedAndServedAgain() throws Exception {
        try {
            assertEquals(200, as("POST", "/services/pop3/stop").status());
            assertThrows(ConnectException.class, () -> new LineClient(NODE.port(Node.POP3)).close());
            assertTrue(as("GET", "/services/pop3").body().contains("\"state\":\"down\""));
        } finally {
            assertEquals(200, as("POST", "/services/pop3/start").status());
        }
        try (LineClient pop3 = new LineClient(NODE.port(Node.POP3))) {
            assertTrue(pop3.line().startsWith("+OK"));
        }
    }

    @Test
    void whoIsUnknownOrMayNotIsToldSo() throws Exception {
        assertEquals(401, call("GET", "/domains").status());
        assertEquals(401, call("GET", "/domains", "-u", NAME + ":wrong-password").status());
        String token = NODE.shell("sheng:token-create %s --role auditor --days 1".formatted(NAME)).strip();
        String bearer = "Authorization: Bearer " + token;
        assertEquals(200, call("GET", "/domains", "-H", bearer).status());
        Answer no = call("POST", "/services/pop3/stop", "-H", bearer, "-H", "Accept-Language: zh-CN");
        assertEquals(403, no.status());
        assertTrue(no.body().contains("无权"), no.body());
        assertEquals(401, call("GET", "/domains", "-H", bearer + "x").status());
    }

    @Test
    void whatHasChangedMeanwhileIsNotOverwritten() throws Exception {
        assertEquals(200, as("POST", "/domains", "-H", JSON, "-d", "{\"name\":\"stale.test\"}").status());
        Answer seen = as("GET", "/domains/stale.test");
        String tag = seen.header("etag");
        assertEquals(200, as("PATCH", "/domains/stale.test", "-H", JSON, "-H", "If-Match: " + tag, "-d",
                "{\"active\":false}").status());
        assertEquals(412, as("PATCH", "/domains/stale.test", "-H", JSON, "-H", "If-Match: " + tag, "-d",
                "{\"active\":true}").status());
        assertEquals(204, as("DELETE", "/domains/stale.test").status());
    }

    @Test
    void badInputNamesItsField() throws Exception {
        Answer unknown = as("POST", "/domains", "-H", JSON, "-d", "{\"nam\":\"x.test\"}");
        assertEquals(422, unknown.status());
        assertTrue(unknown.body().contains("\"field\":\"nam\""), unknown.body());
        assertEquals(422, as("POST", "/domains", "-H", JSON, "-d", "{\"name\":").status());
        assertEquals(422, as("POST", "/domains", "-H", "Content-Type: text/plain", "-d", "{\"name\":\"x.test\"}").status());
        assertEquals(405, as("PUT", "/domains", "-H", JSON, "-d", "{}").status());
        assertEquals(404, as("GET", "/nothing").status());
    }

    @Test
    void theDocumentOfAllThatThereIsIsServed() throws Exception {
        String document = as("GET", "/openapi.json").body();
        assertTrue(document.startsWith("{\"openapi\":\"3.1"), document.substring(0, 80));
        assertTrue(document.contains("\"operationId\":\"domain-add\""));
    }

    private static Answer as(String method, String path, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-u", NAME + ":" + PASSWORD));
        arguments.addAll(List.of(more));
        return call(method, path, arguments.toArray(String[]::new));
    }

    private static Answer call(String method, String path, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "-i", "--insecure", "--max-time", "30", "-X", method));
        line.addAll(List.of(more));
        line.add("https://127.0.0.1:" + NODE.port(Node.HTTPS) + "/api/v1" + path);
        String whole = Tool.run(line.toArray(String[]::new)).orFail();
        int end = whole.indexOf("\r\n\r\n");
        byte[] body = whole.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(whole.substring(0, end), new String(body, StandardCharsets.UTF_8));
    }

    private record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        String header(String name) {
            return head.lines().filter(line -> line.toLowerCase().startsWith(name + ":")).findFirst().orElseThrow()
                    .substring(name.length() + 1).strip();
        }
    }
}
