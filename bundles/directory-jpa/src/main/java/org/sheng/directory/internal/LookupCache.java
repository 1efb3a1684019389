package org.sheng.directory.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was looked up, at most so many entries, the least useful forgotten first (W-TinyLFU: a sweep over all addresses, as spammers
 * do it, does not push out what is used often).
 *
 * <p>Never older than the last change: {@link #forget} waits for a look-up of the key that is on its way and drops its result;
 * {@link #forgetAll} makes every result obsolete whose look-up began before it.
 */
final class LookupCache<K, V> {
    private final Cache<K, Held<V>> entries;
    private final AtomicLong epoch = new AtomicLong();

    /** @param weight of an entry, at least 1; the sum is bounded by {@code most} */
    LookupCache(long most, Function<V, Integer> weight) {
        entries = Caffeine.newBuilder().maximumWeight(most).weigher((K key, Held<V> held) -> weight.apply(held.value)).build();
    }

    V get(K key, Function<K, V> load) {
        Held<V> held = entries.get(key, k -> look(k, load));
        if (held.epoch == epoch.get()) {
            return held.value;
        }
        return entries.asMap().compute(key, (k, now) -> now == null || now.epoch != epoch.get() ? look(k, load) : now).value;
    }

    private Held<V> look(K key, Function<K, V> load) {
        long begun = epoch.get();
        return new Held<>(begun, load.apply(key));
    }

    void forget(K key) {
        entries.invalidate(key);
    }

    void forgetAll() {
        epoch.incrementAndGet();
        entries.invalidateAll();
    }

    private record Held<V>(long epoch, V value) { }
}
