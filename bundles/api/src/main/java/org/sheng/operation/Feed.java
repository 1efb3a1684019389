package org.sheng.operation;

import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** An answer that goes on: events, one after another, until the reader goes away or the source ends. */
public interface Feed {

    /**
     * Begins. {@code taker} is called on a thread of the source, one call after another, and must not block; it answers false when it
     * takes no more (the reader is gone, or more waits for it than the face allows), and is not called again.
     *
     * @return complete when the source has ended; cancel it to end the feed from the reader's side
     */
    CompletionStage<Void> open(Predicate<Item> taker);

    /**
     * @param id by which a reader that comes back goes on behind it; empty where that is not possible
     * @param type one word
     * @param data a record
     */
    record Item(String id, String type, Record data) { }
}
