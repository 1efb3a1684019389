package org.sheng.operations.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Operations.Watch;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;

class RegistryTest {
    record Nothing() { }

    record Named(@Input("name") String name) { }

    record Maybe(@Input("name") Optional<String> name) { }

    record Thing(String name) { }

    private abstract static class Base<I extends Record, O> implements Operation<I, O> {
        @Override
        public O run(I input, Call call) throws Refusal {
            return null;
        }
    }

    @Offered(name = "thing-show", http = "GET /things/{name}", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class Show extends Base<Named, Thing> implements Operation<Named, Thing> { }

    @Offered(name = "thing-change", http = "PUT /things/{name}", area = Area.NODE, access = Access.CHANGE, text = "x")
    private static class Change extends Base<Named, Thing> implements Operation<Named, Thing> { }

    @Offered(name = "thing-list", http = "GET /things", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class ListAll extends Base<Nothing, Page<Thing>> implements Operation<Nothing, Page<Thing>> { }

    @Offered(name = "thing-add", http = "POST /things", area = Area.NODE, access = Access.CHANGE, text = "x")
    private static class Add extends Base<Named, Thing> implements Operation<Named, Thing> { }

    @Offered(name = "thing-show", http = "GET /others/{name}", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class SameName extends Base<Named, Thing> implements Operation<Named, Thing> { }

    @Offered(name = "other-show", http = "GET /things/{name}", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class SamePath extends Base<Named, Thing> implements Operation<Named, Thing> { }

    @Offered(name = "Bad Name", http = "GET /x", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class BadName extends Base<Nothing, Thing> implements Operation<Nothing, Thing> { }

    @Offered(name = "bad-path", http = "FETCH x", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class BadPath extends Base<Nothing, Thing> implements Operation<Nothing, Thing> { }

    @Offered(name = "no-component", http = "GET /x/{other}", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class NoComponent extends Base<Named, Thing> implements Operation<Named, Thing> { }

    @Offered(name = "may-lack", http = "GET /x/{name}", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class MayLack extends Base<Maybe, Thing> implements Operation<Maybe, Thing> { }

    @Offered(name = "no-scope", http = "GET /x", area = Area.NODE, access = Access.LOOK, text = "x", forDomains = true)
    private static class NoScope extends Base<Nothing, Thing> implements Operation<Nothing, Thing> { }

    @Offered(name = "no-type", http = "GET /x", area = Area.NODE, access = Access.LOOK, text = "x")
    private static class NoType extends Base<Nothing, Thing> { }

    private static class NotOffered extends Base<Nothing, Thing> implements Operation<Nothing, Thing> { }

    private final Registry registry = new Registry();

    @Test
    void badOffersAreRefusedAndTheTextSaysWhose() {
        for (Operation<?, ?> bad : List.of(new BadName(), new BadPath(), new NoComponent(), new MayLack(), new NoScope(), new NoType(), new NotOffered())) {
            String text = assertThrows(IllegalArgumentException.class, () -> registry.add(bad), bad.getClass().getName()).getMessage();
            assertTrue(text.contains(bad.getClass().getName()), text);
        }
        assertEquals(List.of(), registry.all());
    }

    @Test
    void theSecondOfOneNameOrPathIsOfferedWhenTheFirstGoes() {
        Show first = new Show();
        registry.add(first);
        SameName name = new SameName();
        assertThrows(IllegalArgumentException.class, () -> registry.add(name));
        assertThrows(IllegalArgumentException.class, () -> registry.add(new SamePath()));
        assertEquals(1, registry.all().size());
        registry.remove(first);
        assertEquals(List.of("other-show", "thing-show"), registry.all().stream().map(Entry::name).toList());
        registry.remove(name);
        assertEquals(Optional.empty(), registry.named("thing-show"));
    }

    @Test
    void operationsComeAndGoAndWhoWatchesIsToldWhateverAnotherDoes() {
        AtomicInteger told = new AtomicInteger();
        registry.watch(() -> {
            throw new IllegalStateException("a defect of a test");
        });
        Watch watch = registry.watch(told::incrementAndGet);
        Show show = new Show();
        registry.add(show);
        registry.remove(show);
        registry.remove(show);
        assertEquals(2, told.get());
        watch.close();
        registry.add(show);
        assertEquals(2, told.get());
    }

    @Test
    void aThingIsShownByTheGetOfItsPathAndNotByAList() {
        registry.add(new Show());
        registry.add(new Change());
        registry.add(new ListAll());
        registry.add(new Add());
        assertEquals(Optional.of("thing-show"), registry.showing(registry.named("thing-change").orElseThrow()).map(Entry::name));
        assertEquals(Optional.empty(), registry.showing(registry.named("thing-add").orElseThrow()));
    }
}
