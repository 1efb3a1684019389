package org.sheng.imap.internal.session;

import java.nio.ByteBuffer;
import org.sheng.net.Next;

/** Takes the client's bytes while they are not commands: a message, a SASL response, DONE. */
@FunctionalInterface
public interface Listener {
    Next input(ByteBuffer unread);
}
