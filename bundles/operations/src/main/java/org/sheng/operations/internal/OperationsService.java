package org.sheng.operations.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sheng.operation.Audit;
import org.sheng.operation.Caller;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations;
import org.sheng.operation.Refusal;
import org.sheng.operation.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Operations} as a service. Tasks are a component of their own: operations that show them need them. */
@Component(immediate = true)
public final class OperationsService implements Operations {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsService.class);

    /** For others that change the same path. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Registry registry = new Registry();
    private final TaskPool tasks;
    private final Runner runner;

    @Activate
    public OperationsService(@Reference Audit audit, @Reference TaskPool tasks) {
        this.tasks = tasks;
        this.runner = new Runner(registry, () -> audit, LONGEST_WAIT);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(Operation<?, ?> operation) {
        try {
            registry.add(operation);
        } catch (IllegalArgumentException defect) {
            LOG.error("An operation is not offered: {}", defect.getMessage());
        }
    }

    void unbind(Operation<?, ?> operation) {
        registry.remove(operation);
    }

    @Override
    public List<Entry> all() {
        return registry.all();
    }

    @Override
    public Optional<Entry> named(String name) {
        return registry.named(name);
    }

    @Override
    public Watch watch(Runnable listener) {
        return registry.watch(listener);
    }

    @Override
    public Record input(Entry entry, Map<String, Object> tree) throws Refusal {
        return RecordReader.of(entry.input()).read(tree, "");
    }

    @Override
    public Object tree(Object value) {
        return Trees.of(value);
    }

    @Override
    public Answer run(Entry entry, Record input, Caller caller, Optional<String> expected) throws Refusal {
        runner.check(entry, input, caller);
        if (entry.offered().task()) {
            return new Answer(tasks.begin(entry.name(), caller, call -> runner.run(entry, input, call, expected)), Optional.empty());
        }
        return runner.run(entry, input, new PlainCall(caller), expected);
    }
}
