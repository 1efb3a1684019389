package org.sheng.smtp.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that says exactly what a test wants, right or wrong. */
public final class SmtpClient implements AutoCloseable {
    private final int port;
    public Socket socket;
    private BufferedReader in;

    SmtpClient(int port) throws IOException {
        this.port = port;
        socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        socket.setSoTimeout(10_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    public SmtpClient tls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
        secure.startHandshake();
        socket = secure;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        return this;
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The last line of the next reply; null at the end. */
    public String reply() throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line;
    }

    /** The next reply, whole. */
    public String wholeReply() throws IOException {
        StringBuilder reply = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            reply.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') {
                break;
            }
        }
        return reply.toString();
    }

    /** Sends a line and wants a reply that begins so; gives it back. */
    public String ask(String command, String begin) throws IOException {
        send(command + "\r\n");
        return expect(begin);
    }

    public String expect(String begin) throws IOException {
        String reply = reply();
        assertTrue(reply != null && reply.startsWith(begin), "wanted " + begin + ", got " + reply);
        return reply;
    }

    /** Greeting and hello. */
    public SmtpClient hello() throws IOException {
        expect("220 ");
        ask("EHLO client.example", "250 ");
        return this;
    }

    public void envelope(String sender, String... recipients) throws IOException {
        ask("MAIL FROM:<" + sender + ">", "250 2.1.0");
        for (String recipient : recipients) {
            ask("RCPT TO:<" + recipient + ">", "250 2.1.5");
        }
        ask("DATA", "354 ");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) { }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) { }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
