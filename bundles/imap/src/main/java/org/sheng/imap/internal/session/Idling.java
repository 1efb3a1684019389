package org.sheng.imap.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sheng.net.Next;

/** Changes are told at once while the client idles (RFC 2177 §3). Of the session's turns alone, but {@link #news}. */
final class Idling {
    private final ImapSession session;
    private final Turns turns;
    private volatile boolean idling;
    private volatile boolean newsWaits;
    private boolean telling;
    private Runnable afterTelling;

    Idling(ImapSession session, Turns turns) {
        this.session = session;
        this.turns = turns;
    }

    void begin() {
        idling = true;
        tell();
    }

    /** What is being told is told first. */
    Next end(Supplier<Next> answer, Supplier<Next> answerAfterTelling) {
        idling = false;
        if (!telling) {
            return answer.get();
        }
        CompletableFuture<Next> done = new CompletableFuture<>();
        afterTelling = () -> {
            Next next = answerAfterTelling.get();
            session.out().send();
            done.complete(next);
        };
        return Next.after(done);
    }

    /** Any thread: the selected mailbox changed. */
    void news() {
        if (idling && !newsWaits) {
            newsWaits = true;
            session.connection().execute(this::tell);
        }
    }

    private void tell() {
        newsWaits = false;
        Selected mailbox = session.selected();
        if (!idling || telling || mailbox == null || !mailbox.isDirty()) {
            return;
        }
        telling = true;
        turns.start(new Sync(session, true), () -> Next.AGAIN).whenComplete((next, failure) -> told());
    }

    private void told() {
        telling = false;
        if (session.closing()) {
            session.out().send();
            session.connection().close();
            return;
        }
        Runnable after = afterTelling;
        if (after != null) {
            afterTelling = null;
            after.run();
        } else if (session.selected() != null && session.selected().isDirty()) {
            news();
        }
    }
}
