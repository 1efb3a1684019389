package org.sheng.itests;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which every byte is chosen by the test. */
final class LineClient implements AutoCloseable {

    private static final int ANSWER_LIMIT_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    LineClient(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
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
