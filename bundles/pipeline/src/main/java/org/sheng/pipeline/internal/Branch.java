package org.sheng.pipeline.internal;

import org.sheng.queue.Recipient;

/**
 * One end of a message's way.
 *
 * @param root position of the envelope recipient that it comes from
 */
record Branch(Recipient recipient, int root, Place place) {

    Branch to(Place other) {
        return new Branch(recipient, root, other);
    }
}
