package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** NOOP: the client is still there (RFC 1939 §5). */
final class Noop implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        return session.ok("still here");
    }
}
