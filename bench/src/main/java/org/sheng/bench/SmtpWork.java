package org.sheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * SMTP to the mailbox: connections that stay open send one message after another, MAIL, RCPT and DATA pipelined as
 * every mail server of today sends them. The work ends when the last message lies in its inbox, not at its 250.
 */
final class SmtpWork implements Work {

    /** The inboxes that receive, one after another. */
    static final int RECIPIENTS = 100;
    private static final long ARRIVAL_LIMIT_SECONDS = 300;
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int connections;
    private int nextRecipient;

    SmtpWork(int connections) {
        this.connections = connections;
    }

    @Override
    public String key() {
        return "smtp-" + connections;
    }

    @Override
    public String title() {
        return "SMTP to mailbox, 10 KB, %d connection%s".formatted(connections, connections == 1 ? "" : "s");
    }

    @Override
    public String unit() {
        return "messages";
    }

    @Override
    public Latencies run(MailSystem system, int count, Ledger ledger, Meter meter)
            throws IOException, InterruptedException {
        Run run = new Run(count, ledger);
        try (Swarm swarm = new Swarm(system.ports().smtp()); var inboxes = system.inboxes(RECIPIENTS)) {
            List<Sender> senders = new ArrayList<>();
            for (int i = 0; i < Math.min(connections, count); i++) {
                Sender sender = new Sender(run);
                senders.add(sender);
                swarm.open(sender);
            }
            swarm.runUntil(() -> run.greeted == senders.size(), SILENCE);
            meter.begin();
            for (Sender sender : senders) {
                sender.nextMessage();
            }
            swarm.runUntil(() -> run.accepted == count, SILENCE);
            awaitArrival(inboxes, ledger);
            meter.end();
        }
        return run.latencies;
    }

    private static void awaitArrival(MailSystem.Inboxes inboxes, Ledger ledger)
            throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(ARRIVAL_LIMIT_SECONDS);
        for (int user = 0; user < RECIPIENTS; user++) {
            while (inboxes.messages(user) < ledger.messages(user)) {
                if (System.nanoTime() > limit) {
                    throw new IOException("%s holds %d of %d messages %d s after the last 250".formatted(
                            Accounts.address(user), inboxes.messages(user), ledger.messages(user),
                            ARRIVAL_LIMIT_SECONDS));
                }
                Thread.sleep(10);
            }
        }
    }

    private static final class Run {
        final Latencies latencies = new Latencies();
        final Ledger ledger;
        int left;
        int greeted;
        int accepted;

        Run(int count, Ledger ledger) {
            left = count;
            this.ledger = ledger;
        }
    }

    private final class Sender extends Dialogue {
        private final Run run;
        private Phase phase = Phase.GREETING;
        private int recipient;
        private long begun;

        Sender(Run run) {
            this.run = run;
        }

        void nextMessage() throws IOException {
            if (run.left == 0) {
                phase = Phase.IDLE;
                return;
            }
            run.left--;
            recipient = nextRecipient++ % RECIPIENTS;
            begun = System.nanoTime();
            phase = Phase.MAIL;
            send("MAIL FROM:<sender@elsewhere.test> SIZE=%d\r\nRCPT TO:<%s>\r\nDATA\r\n"
                    .formatted(Message.SIZE, Accounts.address(recipient)));
        }

        @Override
        protected void line(String line) throws IOException {
            if (line.length() > 3 && line.charAt(3) == '-') {
                return;
            }
            if (!line.startsWith(phase.expected)) {
                throw new IOException("SMTP, after " + phase + ": " + line);
            }
            switch (phase) {
                case GREETING -> {
                    phase = Phase.EHLO;
                    send("EHLO bench.elsewhere.test\r\n");
                }
                case EHLO -> {
                    phase = Phase.IDLE;
                    run.greeted++;
                }
                case MAIL -> phase = Phase.RCPT;
                case RCPT -> phase = Phase.DATA;
                case DATA -> {
                    phase = Phase.CONTENT;
                    byte[][] message = Message.next(recipient);
                    send(message[0], message[1], END);
                }
                case CONTENT -> {
                    run.latencies.add(System.nanoTime() - begun);
                    run.ledger.add(recipient);
                    run.accepted++;
                    nextMessage();
                }
                case IDLE -> throw new IOException("SMTP, unasked: " + line);
            }
        }
    }

    private enum Phase {
        GREETING("220"), EHLO("250"), MAIL("250"), RCPT("250"), DATA("354"), CONTENT("250"), IDLE("");

        final String expected;

        Phase(String expected) {
            this.expected = expected;
        }
    }
}
