package org.sheng.net.internal;

import java.nio.ByteBuffer;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.net.Session;

/** What a client gets while no sessions can be had: one line and the end. */
final class Unserved implements Session {

    Unserved(Connection connection, String refusal) {
        connection.write(refusal);
        connection.close();
    }

    @Override
    public Next input(ByteBuffer unread) {
        return Next.CLOSE;
    }

    @Override
    public void timedOut() { }

    @Override
    public void overflow() { }

    @Override
    public void stopping() { }

    @Override
    public void closed() { }
}
