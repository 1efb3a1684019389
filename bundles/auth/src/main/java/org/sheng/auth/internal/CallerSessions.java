package org.sheng.auth.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sheng.operation.Callers.Session;

/** Who called lately: at most 1,000, for a day after the last call; at the bound the one that was seen longest ago is forgotten. Any thread. */
final class CallerSessions {
    private static final int MOST = 1_000;
    private static final Duration KEPT = Duration.ofDays(1);
    /** After so long without a call it is another session. */
    private static final Duration PAUSE = Duration.ofMinutes(30);

    private final InstantSource clock;
    /** In order of the last call. Guarded by itself. */
    private final Map<Key, Session> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Session> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String who, String via, String from, Optional<String> token) { }

    CallerSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** True where a session begins with it. */
    boolean seen(String who, String via, String from, Optional<String> token) {
        Instant now = clock.instant();
        synchronized (known) {
            Session next = known.compute(new Key(who, via, from, token), (key, before) ->
                    before == null || before.lastSeen().isBefore(now.minus(PAUSE)) ? new Session(who, via, from, token, now, now, 1)
                            : new Session(who, via, from, token, before.since(), now, before.calls() + 1));
            return next.calls() == 1;
        }
    }

    List<Session> list() {
        Instant limit = clock.instant().minus(KEPT);
        synchronized (known) {
            known.values().removeIf(session -> session.lastSeen().isBefore(limit));
            List<Session> sessions = new ArrayList<>(known.values());
            Collections.reverse(sessions);
            return sessions;
        }
    }
}
