package org.sheng.event;

/**
 * Where events are published. Never blocks and never throws: listeners are called on one thread of the bus, in the order of
 * publishing. When listeners are slower than publishers, at 65,536 waiting events the publisher is made to help: it dispatches on its
 * own thread, so that no event is lost and memory stays bounded.
 */
public interface Events {
    void publish(MailEvent event);
}
