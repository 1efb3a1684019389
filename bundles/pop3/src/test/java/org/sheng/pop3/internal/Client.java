package org.sheng.pop3.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A raw client: what was sent is seen octet by octet, as ISO 8859-1. */
final class Client implements AutoCloseable {
    private final int port;
    private Socket socket;
    private InputStream in;

    Client(int port) throws IOException {
        this.port = port;
        Socket plain = new Socket();
        plain.setReceiveBufferSize(64 * 1024);
        plain.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        plain.setSoTimeout(10_000);
        use(plain);
    }

    private void use(Socket next) throws IOException {
        socket = next;
        in = new BufferedInputStream(next.getInputStream());
    }

    Client tls() throws IOException, GeneralSecurityException {
        SSLSocket secure = (SSLSocket) trustAll().getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
        secure.startHandshake();
        use(secure);
        return this;
    }

    /** Logged in, past the greeting. */
    Client login(String name) throws IOException {
        line();
        ask("USER " + name);
        String answer = ask("PASS secret");
        if (!answer.startsWith("+OK")) {
            throw new IOException(answer);
        }
        return this;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    String ask(String command) throws IOException {
        send(command + "\r\n");
        return line();
    }

    /** The lines behind the first one, without the final dot, dots still doubled. */
    List<String> askMany(String command) throws IOException {
        String first = ask(command);
        if (!first.startsWith("+OK")) {
            throw new IOException(first);
        }
        return lines();
    }

    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.equals("."); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Without CRLF; null at the end. Fails on a line that ends in anything else. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int before = -1;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (before == '\r' && octet == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.substring(0, text.length() - 1);
            }
            line.write(octet);
            before = octet;
        }
        return line.size() == 0 ? null : line + " (cut)";
    }

    byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    private static SSLContext trustAll() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) { }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) { }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }}, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
