package org.sheng.bench;

import java.io.IOException;

/** IMAP: connect, LOGIN, LOGOUT, close, ten at a time, one hundred users in turn. */
final class LoginWork implements Work {

    private static final int AT_ONCE = 10;
    /** Users 100 to 199, so that none of them has mail of the other works. */
    private static final int FIRST_USER = 100;
    private static final int USERS = 100;

    private int nextUser;

    @Override
    public String key() {
        return "login";
    }

    @Override
    public String title() {
        return "IMAP: connect, LOGIN, LOGOUT, 10 at once";
    }

    @Override
    public String unit() {
        return "logins";
    }

    @Override
    public Latencies run(MailSystem system, int count, Ledger ledger, Meter meter) throws IOException {
        Run run = new Run();
        try (Swarm swarm = new Swarm(system.ports().imap())) {
            run.left = count;
            meter.begin();
            for (int i = 0; i < Math.min(AT_ONCE, count); i++) {
                new Visit(run, swarm).begin();
            }
            swarm.runUntil(() -> run.done == count, SILENCE);
            meter.end();
        }
        return run.latencies;
    }

    private static final class Run {
        final Latencies latencies = new Latencies();
        int left;
        int done;
    }

    private final class Visit extends ImapDialogue {
        private final Run run;
        private final Swarm swarm;
        private final long begun = System.nanoTime();

        Visit(Run run, Swarm swarm) {
            this.run = run;
            this.swarm = swarm;
        }

        void begin() throws IOException {
            if (run.left > 0) {
                run.left--;
                swarm.open(this);
            }
        }

        @Override
        protected int user() {
            return FIRST_USER + nextUser++ % USERS;
        }

        @Override
        protected void loggedIn() throws IOException {
            await("b");
            send("b LOGOUT\r\n");
        }

        @Override
        protected void completed() throws IOException {
            hangUp();
            run.latencies.add(System.nanoTime() - begun);
            run.done++;
            new Visit(run, swarm).begin();
        }
    }
}
