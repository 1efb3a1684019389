package org.sheng.events.internal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.sheng.event.EventListener;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue between publishers and listeners, and the thread that empties it. At the queue's bound the publisher
 * empties it too, so that what publishes too fast is slowed down to what the listeners can do. A listener that
 * publishes at the bound is called within its own call.
 */
final class EventBus implements Events, AutoCloseable {
    static final int BOUND = 65_536;
    private static final int STRIDE = 256;
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.events.bus");

    private final BlockingQueue<Published> waiting = new ArrayBlockingQueue<>(BOUND);
    private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
    /** Held by who dispatches: calls of listeners come one after another, in the order of the queue. */
    private final ReentrantLock dispatching = new ReentrantLock();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;

    private record Published(Instant at, MailEvent event) { }

    /** @param first runs on the bus's thread before anything is dispatched */
    EventBus(Runnable first) {
        thread = new Thread(() -> run(first), "sheng-events");
        thread.setDaemon(true);
    }

    static EventBus started(Runnable first) {
        EventBus bus = new EventBus(first);
        bus.start();
        return bus;
    }

    /** Apart from the constructor, so that what runs first finds the bus where its owner keeps it. */
    void start() {
        thread.start();
    }

    void add(EventListener listener) {
        listeners.add(listener);
    }

    void remove(EventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void publish(MailEvent event) {
        Published published = new Published(Instant.now(), event);
        while (!waiting.offer(published)) {
            dispatch();
        }
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** Dispatches what waits, five seconds at most. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!waiting.isEmpty()) {
            LOG.warn("{} events were not told to their listeners: they took more than five seconds", waiting.size());
        }
    }

    private void run(Runnable first) {
        first.run();
        while (!closed || !waiting.isEmpty()) {
            dispatch();
            idle = true;
            if (waiting.isEmpty() && !closed) {
                LockSupport.park(this);
            }
            idle = false;
        }
    }

    private void dispatch() {
        dispatching.lock();
        try {
            Published next;
            for (int i = 0; i < STRIDE && (next = waiting.poll()) != null; i++) {
                tell(next);
            }
        } finally {
            dispatching.unlock();
        }
    }

    private void tell(Published published) {
        for (EventListener listener : listeners) {
            try {
                listener.on(published.at(), published.event());
            } catch (RuntimeException e) {
                LOG.error("{} failed at {}; it is called on", listener.getClass().getName(),
                        EventLine.what(published.event()), e);
            }
        }
    }
}
