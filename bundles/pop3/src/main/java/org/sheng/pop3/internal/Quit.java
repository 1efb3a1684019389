package org.sheng.pop3.internal;

import java.util.List;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.Flags;

/** QUIT: ends the session; after a login the UPDATE state removes what was marked, in one commit (RFC 1939 §6). */
final class Quit implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        if (session.phase() == Phase.AUTHORIZATION) {
            return bye(session);
        }
        Batch batch = changes(session);
        if (batch.isEmpty()) {
            session.leaveMaildrop();
            return bye(session);
        }
        return session.when(session.shared().store().commit(batch), (done, failure) -> {
            session.leaveMaildrop();
            if (failure == null) {
                return bye(session);
            }
            session.error("[SYS/TEMP] the mail store refused the change: nothing was deleted"); // RFC 1939 §6
            return Next.CLOSE;
        });
    }

    private static Batch changes(Pop3Session session) {
        Maildrop maildrop = session.maildrop();
        Batch batch = new Batch();
        List<Long> fetched = maildrop.fetchedUids();
        if (!fetched.isEmpty() && session.shared().settings().get().markSeen()) {
            batch.storeFlags(maildrop.mailbox(), fetched, Flags.of(Flags.SEEN), FlagChange.ADD, -1);
        }
        List<Long> deleted = maildrop.deletedUids();
        if (!deleted.isEmpty()) {
            batch.expunge(maildrop.mailbox(), deleted, false);
        }
        return batch;
    }

    private static Next bye(Pop3Session session) {
        session.ok("bye");
        return Next.CLOSE;
    }
}
