package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Speaks IMAP by hand; bytes are characters of ISO 8859-1. A response is one text, its literals within. What is recent, to
 * which session is first, is heard by those alone who ask for it.
 */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int tags;
    private boolean hearsRecent;

    RawClient(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 65_536);
        out = socket.getOutputStream();
    }

    /** TLS from the first byte; any certificate will do. */
    static RawClient overTls(int port) throws Exception {
        return new RawClient(trusting().createSocket("127.0.0.1", port));
    }

    /** STARTTLS; this one is not to be used any more. */
    RawClient startTls() throws Exception {
        ok("STARTTLS");
        return new RawClient(trusting().createSocket(socket, "127.0.0.1", socket.getPort(), true));
    }

    private static SSLSocketFactory trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
                // the server made its own
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }}, null);
        return context.getSocketFactory();
    }

    /** From now on with {@code \Recent} and RECENT. */
    RawClient hearingRecent() {
        hearsRecent = true;
        return this;
    }

    Socket socket() {
        return socket;
    }

    String greeting() throws IOException {
        String line = response();
        assertTrue(line.startsWith("* OK "), line);
        return line;
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Sends a command and gives back all responses up to the tagged one, which is the last. */
    List<String> command(String command) throws IOException {
        String tag = "a" + ++tags;
        send(tag + " " + command + "\r\n");
        return until(tag);
    }

    List<String> until(String tag) throws IOException {
        List<String> responses = new ArrayList<>();
        while (true) {
            String response = response();
            if (response == null) {
                responses.add("(closed)");
                return responses;
            }
            responses.add(response.startsWith(tag + " ") ? response.substring(tag.length() + 1) : response);
            if (response.startsWith(tag + " ")) {
                return responses;
            }
        }
    }

    List<String> ok(String command) throws IOException {
        List<String> responses = command(command);
        String last = responses.remove(responses.size() - 1);
        assertTrue(last.startsWith("OK "), command + ": " + last);
        return responses;
    }

    /** The tagged response. */
    String last(String command) throws IOException {
        List<String> responses = command(command);
        return responses.get(responses.size() - 1);
    }

    String append(String mailbox, String options, String message) throws IOException {
        String tag = "a" + ++tags;
        send(tag + " APPEND " + mailbox + " " + options + "{" + message.length() + "+}\r\n" + message + "\r\n");
        List<String> responses = until(tag);
        return responses.get(responses.size() - 1);
    }

    /** One response without its line end, null at the end of the connection. */
    String response() throws IOException {
        String response = next();
        while (!hearsRecent && response != null && response.matches("\\* \\d+ RECENT")) {
            response = next();
        }
        return hearsRecent || response == null ? response : response.replaceFirst(" ?\\\\Recent(?= |\\))", "")
                .replace("FLAGS ( ", "FLAGS (");
    }

    private String next() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int from = text.length();
            int c;
            while ((c = in.read()) != '\n') {
                if (c < 0) {
                    return null;
                }
                text.append((char) c);
            }
            assertEquals('\r', text.charAt(text.length() - 1), "a line ends with CRLF");
            text.setLength(text.length() - 1);
            int open = text.lastIndexOf("{");
            if (open < from || !text.substring(open).matches("\\{\\d+}")) {
                return text.toString();
            }
            int size = Integer.parseInt(text.substring(open + 1, text.length() - 1));
            text.append("\r\n").append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
