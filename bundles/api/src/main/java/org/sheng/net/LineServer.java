package org.sheng.net;

/** The engine of all line protocols. Any thread. */
public interface LineServer {

    /**
     * Makes a service of a protocol: registers it as a {@link org.sheng.service.MailService} with listeners on the
     * node's bind address, starts it where its settings say so, and moves it when they name other ports.
     *
     * <p>Its ports are open whether its engines are there or not. Without {@link Offer#serve sessions} it is {@code
     * CONGESTED}, with a reason that names the engines that are missing, and tells each client {@link
     * Protocol.Refusal#UNAVAILABLE}.
     *
     * @throws IllegalStateException when the engine ends
     */
    <T extends Record> Offer<T> offer(Offering<T> offering);

    /** A protocol's place in the node. */
    interface Offer<T extends Record> extends AutoCloseable {

        /** The settings in force. */
        T values();

        /** The engines are there: clients that come from now on get these sessions. */
        void serve(Sessions sessions);

        /**
         * The engines go: calls {@link Session#stopping} on every session when what it has in hand is done, and returns
         * when no session does anything any more but to be {@link Session#closed}. A session that needs longer than 3 s
         * is cut off without an answer. Does nothing without sessions.
         */
        void suspend();

        /**
         * Ends all sessions as {@link org.sheng.service.MailService#stop} does, closes the listeners and takes the
         * service away.
         */
        @Override
        void close();
    }
}
