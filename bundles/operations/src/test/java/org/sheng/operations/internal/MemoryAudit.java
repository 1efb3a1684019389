package org.sheng.operations.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sheng.operation.Audit;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;
import org.sheng.operation.Page;

/** What the runner tells the audit. */
final class MemoryAudit implements Audit {
    final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized long asked(Caller caller, String operation, String target, Map<String, Object> input, Optional<Object> before,
            Optional<Inverse> inverse) {
        entries.add(new Entry(entries.size() + 1, Instant.EPOCH, caller.name(), "", caller.via(), caller.from(), operation, target, input, before,
                Optional.empty(), "begun", inverse, Optional.empty(), ""));
        return entries.size();
    }

    @Override
    public synchronized void answered(long number, Optional<String> refusal, Optional<Object> after) {
        Entry was = entries.get((int) number - 1);
        entries.set((int) number - 1, new Entry(number, was.at(), was.who(), "", was.via(), was.from(), was.operation(), was.target(), was.input(), was.before(),
                after, refusal.orElse("ok"), was.inverse(), Optional.empty(), ""));
    }

    synchronized Entry last() {
        return entries.get(entries.size() - 1);
    }

    @Override
    public void undone(long number, long by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Entry> entries(Filter filter, Optional<Long> before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Entry> entry(long number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> verify() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> after(long number, int limit) {
        throw new UnsupportedOperationException();
    }
}
