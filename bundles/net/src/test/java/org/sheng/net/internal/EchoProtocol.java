package org.sheng.net.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.net.Protocol;
import org.sheng.net.Session;
import org.sheng.net.Sessions;

/** A small line protocol: answers each line, and knows a word for each thing that a session may ask of the engine. */
final class EchoProtocol implements Protocol, Sessions {
    final List<EchoSession> sessions = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);
    final AtomicInteger holding = new AtomicInteger();
    final CompletableFuture<Next> held = new CompletableFuture<>();

    @Override
    public Session open(Connection connection) {
        connection.write("hello" + connection.tls().map(tls -> " tls").orElse("") + "\r\n");
        EchoSession session = new EchoSession(connection);
        sessions.add(session);
        return session;
    }

    @Override
    public String refusal(Refusal refusal) {
        return "refused " + refusal + "\r\n";
    }

    final class EchoSession implements Session {
        final Connection connection;
        final AtomicInteger inside = new AtomicInteger();
        volatile boolean overlapped;

        EchoSession(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Next input(ByteBuffer unread) {
            overlapped |= inside.incrementAndGet() != 1;
            try {
                return line(unread);
            } finally {
                inside.decrementAndGet();
            }
        }

        private Next line(ByteBuffer unread) {
            for (int i = unread.position(); i < unread.limit(); i++) {
                if (unread.get(i) == '\n') {
                    byte[] line = new byte[i - unread.position()];
                    unread.get(line);
                    unread.get();
                    return act(new String(line, StandardCharsets.UTF_8).strip());
                }
            }
            return Next.MORE;
        }

        private Next act(String line) {
            switch (line) {
                case "quit" -> {
                    connection.write("bye\r\n");
                    return Next.CLOSE;
                }
                case "starttls" -> {
                    connection.write("go\r\n");
                    return Next.STARTTLS;
                }
                case "fail" -> throw new IllegalArgumentException("asked for");
                case "hold" -> {
                    holding.incrementAndGet();
                    return Next.after(held);
                }
                case "short" -> connection.idle(Duration.ofMillis(300));
                case "much" -> {
                    return much(1000);
                }
                default -> connection.write("echo " + line + "\r\n");
            }
            return Next.AGAIN;
        }

        /** Writes 64 KiB at a time, as long as the client takes it. */
        private Next much(int times) {
            for (int left = times; left > 0; left--) {
                if (!connection.writable()) {
                    int rest = left;
                    return Next.after(connection.drained().thenApply(drained -> much(rest)));
                }
                connection.write(new byte[64 * 1024]);
            }
            connection.write("done\r\n");
            return Next.AGAIN;
        }

        @Override
        public void secured() {
            connection.write("secure " + connection.tls().orElseThrow().version() + "\r\n");
        }

        @Override
        public void timedOut() {
            connection.write("idle\r\n");
        }

        @Override
        public void overflow() {
            connection.write("too long\r\n");
        }

        @Override
        public void stopping() {
            connection.write("stopping\r\n");
        }

        @Override
        public void closed() {
            closed.incrementAndGet();
        }
    }
}
