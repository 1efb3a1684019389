package org.sheng.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A logged-in IMAP session that asks how many messages the inbox holds. */
final class ImapSession implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    ImapSession(int port, int user) throws IOException {
        socket = new Socket(Ports.HOST, port);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
        line();
        ask("LOGIN %s %s".formatted(Accounts.address(user), Accounts.password(user)));
    }

    int messages() throws IOException {
        String status = ask("STATUS INBOX (MESSAGES)");
        int at = status.indexOf("MESSAGES ") + "MESSAGES ".length();
        return Integer.parseInt(status.substring(at, status.indexOf(')', at)));
    }

    /** Answers the untagged lines. */
    private String ask(String command) throws IOException {
        socket.getOutputStream().write(("s " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder untagged = new StringBuilder();
        String line = line();
        while (line.startsWith("* ")) {
            untagged.append(line);
            line = line();
        }
        if (!line.startsWith("s OK")) {
            throw new IOException(command.split(" ")[0] + ": " + line);
        }
        return untagged.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\n') {
            if (c < 0) {
                throw new IOException("the server closed an IMAP session");
            }
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
