package org.sheng.itests;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection on which every byte is chosen by the test. */
final class LineClient implements AutoCloseable {

    private static final int ANSWER_LIMIT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    LineClient(int port) throws IOException {
        this(connected(port));
    }

    private LineClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** TLS from the first byte, whatever certificate is shown. */
    static LineClient overTls(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        Socket plain = connected(port);
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        secure.startHandshake();
        return new LineClient(secure);
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) { }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) { }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Ends this side; the other may still speak. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Sends a line and answers the last line of the SMTP reply. */
    String smtp(String command) throws IOException {
        send(command + "\r\n");
        return smtpReply();
    }

    String smtpReply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    /** Sends a command with the tag {@code t} and answers everything up to its tagged line. */
    String imap(String command) throws IOException {
        send("t " + command + "\r\n");
        StringBuilder answer = new StringBuilder();
        String line = line();
        while (!line.startsWith("t ")) {
            answer.append(line).append('\n');
            line = line();
        }
        return answer.append(line).toString();
    }

    /** The next line without its end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        if (c < 0 && line.isEmpty()) {
            throw new EndOfConversation();
        }
        return line.toString();
    }

    /** Reads until the other side closes; answers what it said. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The server closed. */
    static final class EndOfConversation extends IOException {
        EndOfConversation() {
            super("the server closed the connection");
        }
    }
}
