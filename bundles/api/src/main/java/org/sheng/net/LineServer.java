package org.sheng.net;

import java.util.function.Supplier;
import org.sheng.service.MailService;

/** The engine of all line protocols. Any thread. */
public interface LineServer {

    /**
     * Makes a service of a protocol: registers it as a {@link MailService}, initially {@code DOWN}, with listeners on the node's bind address.
     *
     * @param limits asked for at each connection, so that changed settings hold from the next connection on
     */
    Offer offer(ServiceSpec spec, Supplier<Limits> limits, Protocol protocol);

    /** A protocol's place in the node. */
    interface Offer extends AutoCloseable {
        MailService service();

        /** Ends all sessions as {@link MailService#stop} does, closes the listeners and takes the service away. */
        @Override
        void close();
    }
}
