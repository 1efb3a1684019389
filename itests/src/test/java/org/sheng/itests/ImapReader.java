package org.sheng.itests;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a whole inbox as bytes. */
final class ImapReader implements AutoCloseable {

    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");
    private static final Pattern MESSAGES = Pattern.compile("MESSAGES (\\d+)");

    private final Socket socket;
    private final InputStream in;

    ImapReader(Node node, String user, String password) throws IOException {
        socket = new Socket("127.0.0.1", node.port(Node.IMAP));
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
        line();
        ask("LOGIN %s %s".formatted(user, password));
    }

    static int count(Node node, String user, String password) throws IOException {
        try (ImapReader reader = new ImapReader(node, user, password)) {
            return reader.count();
        }
    }

    int count() throws IOException {
        Matcher matcher = MESSAGES.matcher(ask("STATUS INBOX (MESSAGES)").lines());
        if (!matcher.find()) {
            throw new IOException("STATUS without MESSAGES");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** All messages of the inbox, whole, as Latin-1 text. */
    List<String> messages() throws IOException {
        if (count() == 0) {
            return List.of();
        }
        ask("EXAMINE INBOX");
        return ask("FETCH 1:* BODY.PEEK[]").literals();
    }

    private record Answer(String lines, List<String> literals) {
    }

    private Answer ask(String command) throws IOException {
        socket.getOutputStream().write(("r " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder lines = new StringBuilder();
        List<String> literals = new ArrayList<>();
        String line = line();
        while (!line.startsWith("r ")) {
            lines.append(line).append('\n');
            Matcher literal = LITERAL.matcher(line);
            if (literal.find()) {
                byte[] bytes = in.readNBytes(Integer.parseInt(literal.group(1)));
                literals.add(new String(bytes, StandardCharsets.ISO_8859_1));
            }
            line = line();
        }
        if (!line.startsWith("r OK")) {
            throw new IOException(command.split(" ")[0] + ": " + line);
        }
        return new Answer(lines.toString(), literals);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\n') {
            if (c < 0) {
                throw new LineClient.EndOfConversation();
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
