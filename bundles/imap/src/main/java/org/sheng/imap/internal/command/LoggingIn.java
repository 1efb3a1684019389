package org.sheng.imap.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sheng.auth.Verdict;
import org.sheng.directory.User;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;

/** What follows a verdict, by whatever command it was asked for. At an account's first login its usual mailboxes are made (RFC 6154). */
final class LoggingIn {
    /** Rows {@code account id → 1}: the usual mailboxes were made once; who deletes one does not get it again. */
    private static final String SPACE = "imap-accounts";
    private static final Map<String, String> USUAL = Map.of("Drafts", "\\Drafts", "Sent", "\\Sent", "Junk", "\\Junk", "Trash", "\\Trash",
            "Archive", "\\Archive");

    private LoggingIn() { }

    static Next answer(ImapSession session, Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return welcome(session, accepted.user());
        }
        String why = "[AUTHENTICATIONFAILED] Wrong name or password";
        if (verdict instanceof Verdict.Suspended) {
            why = "[AUTHORIZATIONFAILED] This account is suspended: ask its administrator";
        } else if (verdict instanceof Verdict.Busy busy) {
            why = "[UNAVAILABLE] " + busy.reason();
        }
        session.no(why);
        return session.loginRefused() ? session.bye("Too many refused logins") : Next.AGAIN;
    }

    private static Next welcome(ImapSession session, User user) {
        session.loggedIn(user);
        byte[] key = key(user.id());
        if (session.store().get(SPACE, key).isPresent()) {
            return done(session);
        }
        // Refused where two log in at once, or nothing can be written now: then the next login makes what is missing.
        return session.await(session.store().commit(usual(session, user.id(), key)), (result, failure) -> done(session));
    }

    private static Next done(ImapSession session) {
        return session.ok("[CAPABILITY " + Capability.text(session) + "] Logged in");
    }

    private static Batch usual(ImapSession session, UUID account, byte[] key) {
        MailStore store = session.store();
        long validity = session.imap().clock().millis() / 1000;
        List<String> present = new ArrayList<>(store.mailboxes(account).stream().map(Mailbox::name).toList());
        Batch batch = new Batch().require(SPACE, key, false).put(SPACE, key, new byte[] {1});
        if (!present.contains(Mailbox.INBOX)) {
            batch.createMailbox(account, Mailbox.INBOX, "", validity);
        }
        batch.subscribe(account, Mailbox.INBOX, true);
        USUAL.forEach((name, use) -> {
            if (!present.contains(name)) {
                batch.createMailbox(account, name, use, validity);
            }
            batch.subscribe(account, name, true);
        });
        return batch;
    }

    private static byte[] key(UUID account) {
        return java.nio.ByteBuffer.allocate(16).putLong(account.getMostSignificantBits()).putLong(account.getLeastSignificantBits()).array();
    }
}
