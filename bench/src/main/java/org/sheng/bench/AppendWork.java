package org.sheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** IMAP APPEND of 10 KB into the inbox, ten connections of ten users, one message after another (LITERAL+). */
final class AppendWork implements Work {

    private static final int CONNECTIONS = 10;
    /** Users 200 to 999, ten in each round: an inbox that grows from round to round would slow a Maildir down. */
    private static final int FIRST_USER = 200;
    private static final int USERS = 800;
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMAND =
            "c APPEND INBOX {%d+}\r\n".formatted(Message.SIZE).getBytes(StandardCharsets.US_ASCII);

    private int nextUser;

    @Override
    public String key() {
        return "append";
    }

    @Override
    public String title() {
        return "IMAP APPEND, 10 KB, 10 connections";
    }

    @Override
    public String unit() {
        return "messages";
    }

    @Override
    public Latencies run(MailSystem system, int count, Ledger ledger, Meter meter) throws IOException {
        Run run = new Run(count, ledger);
        try (Swarm swarm = new Swarm(system.ports().imap())) {
            List<Appender> appenders = new ArrayList<>();
            for (int i = 0; i < Math.min(CONNECTIONS, count); i++) {
                Appender appender = new Appender(FIRST_USER + nextUser++ % USERS, run);
                appenders.add(appender);
                swarm.open(appender);
            }
            swarm.runUntil(() -> run.loggedIn == appenders.size(), SILENCE);
            meter.begin();
            for (Appender appender : appenders) {
                appender.nextMessage();
            }
            swarm.runUntil(() -> run.done == count, SILENCE);
            meter.end();
        }
        return run.latencies;
    }

    private static final class Run {
        final Latencies latencies = new Latencies();
        final Ledger ledger;
        int left;
        int loggedIn;
        int done;

        Run(int count, Ledger ledger) {
            left = count;
            this.ledger = ledger;
        }
    }

    private static final class Appender extends ImapDialogue {
        private final int user;
        private final Run run;
        private long begun;

        Appender(int user, Run run) {
            this.user = user;
            this.run = run;
        }

        @Override
        protected int user() {
            return user;
        }

        @Override
        protected void loggedIn() {
            await("c");
            run.loggedIn++;
        }

        void nextMessage() throws IOException {
            if (run.left == 0) {
                return;
            }
            run.left--;
            begun = System.nanoTime();
            byte[][] message = Message.next(user);
            send(COMMAND, message[0], message[1], LINE_END);
        }

        @Override
        protected void completed() throws IOException {
            run.latencies.add(System.nanoTime() - begun);
            run.ledger.add(user);
            run.done++;
            nextMessage();
        }
    }
}
