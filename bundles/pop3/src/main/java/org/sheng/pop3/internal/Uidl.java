package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** UIDL: a name of each message that never changes and is never used again (RFC 1939 §7). */
final class Uidl implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        return Listing.run(session, arguments, session.maildrop()::uniqueId);
    }
}
