package org.sheng.pipeline.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sheng.event.MailEvent;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Submission;
import org.sheng.store.Batch;
import org.sheng.store.Slot;

/** A message on its way through the steps. One thread at a time. */
final class Passage {
    private final QueueEntry entry;
    private final Ends ends;
    private final List<MailEvent> decided = new ArrayList<>();
    private final List<MailEvent> written = new ArrayList<>();
    private final Map<Slot<Batch.Appended>, Branch> appended = new HashMap<>();
    private List<Branch> branches = List.of();

    /** What differs between a message from the queue and one that is delivered at once. */
    record Ends(boolean bounces, boolean last, boolean delayNoticeDue) { }

    Passage(QueueEntry entry, Ends ends) {
        this.entry = entry;
        this.ends = ends;
    }

    QueueEntry entry() {
        return entry;
    }

    Submission message() {
        return entry.message();
    }

    Ends ends() {
        return ends;
    }

    List<Branch> branches() {
        return branches;
    }

    void branches(List<Branch> all) {
        branches = all;
    }

    void replaceAll(UnaryOperator<Branch> step) {
        branches = branches.stream().map(step).toList();
    }

    void replace(Branch before, Branch after) {
        replaceAll(branch -> branch == before ? after : branch);
    }

    /** Branches that lead to such a place. */
    <P extends Place> Stream<Branch> at(Class<P> place) {
        return branches.stream().filter(branch -> place.isInstance(branch.place()));
    }

    /** An event of a decision; published when the batch is done. */
    void decided(MailEvent event) {
        decided.add(event);
    }

    /** An event of what the current batch brings. */
    void written(MailEvent event) {
        written.add(event);
    }

    void appended(Slot<Batch.Appended> slot, Branch branch) {
        appended.put(slot, branch);
    }

    Map<Slot<Batch.Appended>, Branch> appended() {
        return appended;
    }

    /** A new batch is written from the start. */
    void rewrite() {
        written.clear();
        appended.clear();
    }

    List<MailEvent> events() {
        return Stream.concat(decided.stream(), written.stream()).toList();
    }
}
