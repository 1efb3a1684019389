package org.sheng.store;

import java.util.List;

/** Results of a batch's operations, in their order. */
public record CommitResult(List<Object> results) {

    @SuppressWarnings("unchecked") // Slot<R> is made only by the Batch method whose operation yields R
    public <R> R of(Slot<R> slot) {
        return (R) results.get(slot.operation());
    }
}
