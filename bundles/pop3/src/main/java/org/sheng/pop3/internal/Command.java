package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** What a command does, after phase and syntax were found right. */
interface Command {
    Next run(Pop3Session session, Arguments arguments);
}
