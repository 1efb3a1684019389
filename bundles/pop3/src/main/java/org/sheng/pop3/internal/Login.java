package org.sheng.pop3.internal;

import java.util.UUID;
import org.sheng.auth.Verdict;
import org.sheng.net.Next;
import org.sheng.store.StoreException;

/** What follows on a verdict, be it of PASS or of AUTH. */
final class Login {
    private Login() { }

    static Next follow(Pop3Session session, Verdict verdict, Throwable failure) {
        if (failure != null) {
            return session.error("[SYS/TEMP] the login cannot be checked now, try again later");
        }
        if (verdict instanceof Verdict.Accepted accepted) {
            return enter(session, accepted.user());
        }
        String why = verdict instanceof Verdict.Busy busy ? "[SYS/TEMP] " + busy.reason()
                : verdict instanceof Verdict.Suspended ? "[AUTH] this account is suspended, ask your administrator"
                : "[AUTH] wrong name or password"; // RFC 3206 §4
        session.error(why);
        return session.loginFailedTooOften() ? Next.CLOSE : Next.AGAIN;
    }

    /** RFC 1939 §4: the maildrop is taken exclusively, or the login fails. */
    private static Next enter(Pop3Session session, org.sheng.directory.User user) {
        UUID account = user.id();
        if (!session.shared().maildropsInUse().add(account)) {
            return session.error("[IN-USE] another session has this maildrop open, close it first"); // RFC 2449 §8.1.1
        }
        Maildrop maildrop;
        try {
            maildrop = Maildrop.read(session.shared().store(), account);
        } catch (StoreException e) {
            session.shared().maildropsInUse().remove(account);
            return session.unavailable(e);
        }
        session.enter(maildrop);
        session.connection().authenticated(user.address().toString());
        session.connection().idle(session.shared().settings().get().idle());
        return session.ok(maildrop.count() + " messages");
    }
}
