package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The HTTPS server of a real node: both protocols, its states, its health, bundles that fail, hostile input. */
class WebTest {
    private static final String FAULTY = "org/sheng/itests/faulty/FaultyBundle";
    private static final int PER_ADDRESS = 100;
    private static final int CROWD = 500;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        Tool.require("curl", "curl");
        Tool.require("openssl", "openssl");
        node = Node.named("web");
        Path etc = Files.createDirectories(node.home().resolve("etc"));
        Files.writeString(etc.resolve("org.sheng.web.cfg"), """
                trusted-networks = 192.0.2.0/24
                max-connections-per-address = %d
                max-connect-rate = 100000
                request-timeout = 3s
                """.formatted(PER_ADDRESS));
        node.up();
    }

    @AfterAll
    static void end() {
        node.close();
    }

    private static Tool.Result curl(String path, String... more) throws Exception {
        return curl(node, path, more);
    }

    private static Tool.Result curl(Node which, String path, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("curl", "-sSik", "--max-time", "20",
                "https://127.0.0.1:" + which.port(Node.HTTPS) + path));
        line.addAll(List.of(more));
        return Tool.run(line.toArray(String[]::new));
    }

    @Test
    void bothProtocolsAreServedAndTellNothingOfTheServer() throws Exception {
        String two = curl("/", "--http2").orFail();
        assertTrue(two.startsWith("HTTP/2 200"), two);
        assertTrue(two.endsWith("\r\n\r\nSheng\n"), two);
        String one = curl("/", "--http1.1").orFail();
        assertTrue(one.startsWith("HTTP/1.1 200"), one);
        for (String answer : List.of(one, two)) {
            assertFalse(answer.matches("(?si).*(jetty|felix|osgi|server:).*"), answer);
            assertTrue(answer.toLowerCase(java.util.Locale.ROOT)
                    .contains("content-security-policy: default-src 'none'"), answer);
        }
        String missing = curl("/none", "-H", "Accept: application/json").orFail();
        assertTrue(missing.endsWith("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}\n"), missing);
        assertTrue(curl("/%2e%2e/etc/").orFail().matches("(?s)HTTP/2 40[04].*"));
        assertTrue(curl("/", "-X", "TRACE").orFail().startsWith("HTTP/2 405"));
    }

    @Test
    void twoNodesServeSideBySide() throws Exception {
        Node other = SharedNode.get();
        assertNotEquals(other.port(Node.HTTPS), node.port(Node.HTTPS));
        assertTrue(curl(other, "/").orFail().endsWith("Sheng\n"));
        assertTrue(curl("/").orFail().endsWith("Sheng\n"));
    }

    @Test
    void stoppedItIsRefusedWhileMailIsServedAndStartedItServesAgain() throws Exception {
        node.shell("sheng:service-stop https");
        assertEquals(7, curl("/").exitCode(), "connection refused");
        assertTrue(node.shell("sheng:service-list").lines()
                .anyMatch(line -> line.matches("https +administration +down.*")));
        try (LineClient imap = new LineClient(node.port(Node.IMAP))) {
            assertTrue(imap.line().startsWith("* OK"));
        }
        node.shell("sheng:service-start https");
        assertTrue(curl("/").orFail().startsWith("HTTP/2 200"));
    }

    @Test
    void healthNamesWhatIsNotUp() throws Exception {
        assertTrue(curl("/health").orFail().endsWith("\r\n\r\nok\n"));
        node.shell("sheng:service-stop pop3");
        String ill = curl("/health").orFail();
        assertTrue(ill.startsWith("HTTP/2 503"), ill);
        assertTrue(ill.endsWith("\r\n\r\npop3 down\n"), ill);
        node.shell("sheng:service-start pop3");
        assertTrue(curl("/health").orFail().endsWith("\r\n\r\nok\n"));
    }

    @Test
    void aReplacedCertificateIsShownWhileAKeptConnectionLivesOn() throws Exception {
        // what is written into this pipe goes over one connection, which is kept
        Process kept = new ProcessBuilder("openssl", "s_client", "-quiet", "-connect", "127.0.0.1:"
                + node.port(Node.HTTPS))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream out = kept.getOutputStream(); InputStream in = kept.getInputStream()) {
            assertTrue(ask(out, in).startsWith("HTTP/1.1 200"));
            String before = shown();
            Files.delete(node.home().resolve("etc/tls/node.crt")); // the node makes another
            Node.await("the new certificate is shown", Duration.ofSeconds(60), () -> !shown().equals(before));
            assertTrue(ask(out, in).startsWith("HTTP/1.1 200"), "the connection from before");
        } finally {
            kept.destroyForcibly();
        }
    }

    private static String ask(OutputStream out, InputStream in) throws IOException {
        out.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("Sheng\n")) {
            int next = in.read();
            if (next < 0) {
                return answer.toString();
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static String shown() {
        try {
            String said = Tool.run("openssl", "s_client", "-connect", "127.0.0.1:" + node.port(Node.HTTPS)).output();
            int begin = said.indexOf("-----BEGIN CERTIFICATE-----");
            assertTrue(begin >= 0, said);
            return said.substring(begin, said.indexOf("-----END CERTIFICATE-----"));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void aServletWhoseInitFailsWithAnErrorCostsItselfAlone() throws Exception {
        node.shell("bundle:install -s file:" + faultyBundle());
        assertFaultyAlone();
        // and when the server starts after it, where all servlets are found at once
        node.shell("bundle:stop org.sheng.web");
        node.shell("bundle:start org.sheng.web");
        assertFaultyAlone();
        node.shell("bundle:uninstall org.sheng.itests.faulty");
        Node.await("its servlets are gone", Duration.ofSeconds(20), () -> status("/good").startsWith("HTTP/2 404"));
        assertTrue(node.log().contains("org/example/Missing"), "the log names the cause");
    }

    private static void assertFaultyAlone() {
        Node.await("the good servlet answers", Duration.ofSeconds(30), () -> status("/good").startsWith("HTTP/2 200"));
        assertTrue(status("/faulty").matches("(?s)HTTP/2 (404|50\\d).*"), status("/faulty"));
        assertTrue(status("/").startsWith("HTTP/2 200"));
        assertTrue(status("/health").startsWith("HTTP/2 200"), status("/health"));
    }

    private static String status(String path) {
        try {
            return curl(path).output();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Path faultyBundle() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.sheng.itests.faulty");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", FAULTY.replace('/', '.'));
        headers.putValue("Import-Package", "org.osgi.framework,jakarta.servlet,jakarta.servlet.http");
        Path jar = node.home().resolve("data/tmp/faulty.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : List.of(FAULTY, FAULTY + "$Faulty", FAULTY + "$Good")) {
                out.putNextEntry(new JarEntry(name + ".class"));
                try (InputStream in = WebTest.class.getResourceAsStream("/" + name + ".class")) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void slowAndBrokenClientsAreCutAndOthersServedOn() throws Exception {
        try (Socket silent = node.connect(Node.HTTPS); Socket garbage = node.connect(Node.HTTPS)) {
            String plain = "GET / HTTP/1.1\r\nHost: plain text on a TLS port\r\n\r\n";
            garbage.getOutputStream().write(plain.getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(ends(garbage), "no TLS");
            assertTrue(ends(silent), "a handshake that does not begin");
        }
        // one byte now and then of a header that does not end
        Process slow = new ProcessBuilder("openssl", "s_client", "-quiet", "-connect", "127.0.0.1:"
                + node.port(Node.HTTPS))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream out = slow.getOutputStream()) {
            Node.await("it is cut", Duration.ofSeconds(20), () -> {
                try {
                    out.write('x');
                    out.flush();
                } catch (IOException cut) {
                    return true;
                }
                return !slow.isAlive();
            });
        } catch (IOException cut) {
            // closing the pipe to a process that has ended
        } finally {
            slow.destroyForcibly();
        }
        Path header = Files.writeString(node.home().resolve("data/tmp/header"), "X: " + "y".repeat(1 << 20));
        Tool.Result large = curl("/", "--http1.1", "-H", "@" + header);
        assertTrue(large.exitCode() != 0 || large.output().startsWith("HTTP/1.1 431"), large::output);
        assertTrue(curl("/").orFail().startsWith("HTTP/2 200"));
    }

    /** True when the other side closes, whatever it says before. */
    private static boolean ends(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            while (socket.getInputStream().read() >= 0) {
                // an alert
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Test
    void aCrowdOfConnectionsIsBoundedAndMailIsServedOn() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(node.connect(Node.HTTPS));
            }
            try (LineClient imap = new LineClient(node.port(Node.IMAP))) {
                assertTrue(imap.line().startsWith("* OK"));
            }
            long memory = Files.readAllLines(Path.of("/proc", Long.toString(node.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D",
                            "")))
                    .findFirst().orElseThrow();
            assertTrue(memory < 900_000, "resident: " + memory + " KB");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
        Node.await("it serves again", Duration.ofSeconds(30), () -> status("/").startsWith("HTTP/2 200"));
        assertTrue(node.log().contains("too many from address"), "refusals are told");
    }
}
