package org.sheng.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A mail system under measurement. Used from one thread. */
interface MailSystem extends AutoCloseable {

    String name();

    /** Starts it and waits until SMTP and IMAP greet; answers how long that took. */
    Duration start() throws IOException, InterruptedException;

    /** Stops it cleanly and waits until its processes are gone. */
    void stop() throws IOException, InterruptedException;

    Ports ports();

    /** The processes whose trees are the system. */
    List<Long> pids();

    /** How many messages lie in the inbox of a user now, found with as little work for the server as there is. */
    Inboxes inboxes(int users) throws IOException;

    @Override
    void close() throws IOException, InterruptedException;

    /** How many operations the warm-up of each work has at least, so that it runs as it does in service. */
    int warmUpOperations();

    /** Counts the inboxes of users 0 to n-1. */
    interface Inboxes extends AutoCloseable {
        int messages(int user) throws IOException;

        @Override
        void close() throws IOException;
    }
}
