package org.sheng.relay.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sheng.service.ServiceCounters;

/** Hosts that are ready for mail, over connections that are new or were kept. Any thread. */
final class Hosts implements AutoCloseable {
    private final Connector connector = new Connector();
    private final TlsContexts tls = new TlsContexts();
    private final KeptConnections idle = new KeptConnections(connector.timer());
    private final String ownName;

    Hosts(String ownName) {
        this.ownName = ownName;
    }

    void start() {
        idle.start();
    }

    /** From now on connections end with the message that they have. */
    void stop() {
        idle.stop();
    }

    Optional<Peer> kept(Target target, RelaySettings settings) {
        return idle.take(target, settings);
    }

    /** Fails with {@link HostFailure}. */
    CompletableFuture<Peer> open(Target target, RelaySettings settings) {
        return connector.connect(target.address(), settings).thenCompose(dialog ->
                new Handshake(target, dialog, settings, ownName, tls).run().whenComplete((peer, failure) -> {
                    if (failure != null) {
                        dialog.quit();
                    }
                }));
    }

    /** Done with it, for now. */
    void keep(Peer peer, RelaySettings settings) {
        idle.keep(peer, settings);
    }

    ServiceCounters counters() {
        return connector.counters();
    }

    @Override
    public void close() {
        idle.stop();
        connector.close();
    }
}
