package org.sheng.relay.internal;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.sheng.relay.internal.RelaySettings.Tls;

/**
 * Connections that did their work and wait a few seconds for the next message to the same host. Bounded in all and per
 * host: at the bound of all the one that waited longest goes, at that of a host the new one. Each goes with QUIT. Any
 * thread.
 */
final class KeptConnections {
    private final ScheduledExecutorService timer;
    private final Deque<Kept> idle = new ArrayDeque<>();
    private boolean open;

    /**
     * What makes one connection as good as another.
     *
     * @param name the host's, where its certificate had to show it; else empty: of hosts with one address each is as
     * good as the others
     * @param settings all of them: when one changes, what was opened before is not used again
     */
    private record Place(InetSocketAddress address, Tls tls, String name, RelaySettings settings) {
        static Place of(Target target, RelaySettings settings) {
            return new Place(target.address(), target.tls(), target.verify() ? target.host() : "", settings);
        }
    }

    private record Kept(Place place, Peer peer, ScheduledFuture<?> end) { }

    KeptConnections(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    synchronized void start() {
        open = true;
    }

    /** Those that wait go now, those that come later at once. */
    void stop() {
        List<Kept> all;
        synchronized (this) {
            open = false;
            all = new ArrayList<>(idle);
            idle.clear();
        }
        all.forEach(KeptConnections::quit);
    }

    /** The one that waits for the shortest time, so that those that are not needed go. */
    Optional<Peer> take(Target target, RelaySettings settings) {
        Place place = Place.of(target, settings);
        synchronized (this) {
            Iterator<Kept> latestFirst = idle.descendingIterator();
            while (latestFirst.hasNext()) {
                Kept kept = latestFirst.next();
                if (kept.place().equals(place)) {
                    latestFirst.remove();
                    kept.end().cancel(false);
                    return Optional.of(kept.peer().as(target));
                }
            }
        }
        return Optional.empty();
    }

    /** Keeps it, or says goodbye. */
    void keep(Peer peer, RelaySettings settings) {
        if (peer.messages() >= settings.messagesPerConnection()) {
            peer.dialog().quit();
            return;
        }
        Place place = Place.of(peer.target(), settings);
        Optional<Kept> over = Optional.empty();
        boolean kept;
        synchronized (this) {
            kept = open && settings.idleConnections() > 0
                    && idle.stream().filter(each -> each.place().equals(place)).count() < settings.idlePerHost();
            if (kept) {
                over = idle.size() < settings.idleConnections() ? Optional.empty() : Optional.of(idle.removeFirst());
                idle.addLast(new Kept(place, peer, timer.schedule(() -> end(peer), settings.idleTime().toMillis(),
                        TimeUnit.MILLISECONDS)));
            }
        }
        over.ifPresent(KeptConnections::quit);
        if (kept) {
            peer.dialog().closed().thenRun(() -> forget(peer));
        } else {
            peer.dialog().quit();
        }
    }

    private void end(Peer peer) {
        if (forget(peer)) {
            peer.dialog().quit();
        }
    }

    /** False when it was taken. */
    private synchronized boolean forget(Peer peer) {
        return idle.removeIf(kept -> {
            boolean same = kept.peer() == peer;
            if (same) {
                kept.end().cancel(false);
            }
            return same;
        });
    }

    private static void quit(Kept kept) {
        kept.end().cancel(false);
        kept.peer().dialog().quit();
    }
}
