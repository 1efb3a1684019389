package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** LIST: the size of each message, in octets (RFC 1939 §5). */
final class ListSizes implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        return Listing.run(session, arguments, number -> Long.toString(session.maildrop().octets(number)));
    }
}
