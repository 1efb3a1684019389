package org.sheng.net.internal;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * What a session has not consumed. Bytes that came are shown as they came, without a copy; only what a session leaves is copied, into a
 * buffer that grows by doubling and is let go when it is empty. Workers only.
 */
final class Unread {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    private static final int LEAST = 256;

    private ByteBuffer view = NONE;
    private ByteBuf lent;

    boolean isEmpty() {
        return !view.hasRemaining();
    }

    int size() {
        return view.remaining();
    }

    /** The bytes, for the session to move the position. */
    ByteBuffer view() {
        return view;
    }

    /** Takes over a buffer that came. */
    void add(ByteBuf bytes) {
        if (isEmpty()) {
            clear();
            lent = bytes;
            view = bytes.nioBuffer();
            return;
        }
        append(bytes.nioBuffer());
        bytes.release();
    }

    /** To be called when the session waits for more: gives the network's buffer back. */
    void settle() {
        if (isEmpty()) {
            clear();
        } else if (lent != null) {
            ByteBuffer rest = view;
            view = ByteBuffer.allocate(Math.max(LEAST, rest.remaining())).put(rest).flip();
            lent.release();
            lent = null;
        }
    }

    void clear() {
        view = NONE;
        if (lent != null) {
            lent.release();
            lent = null;
        }
    }

    private void append(ByteBuffer more) {
        settle();
        int size = view.remaining() + more.remaining();
        if (size > view.capacity()) {
            view = ByteBuffer.allocate(Math.max(size, 2 * view.capacity())).put(view);
        } else {
            view.compact();
        }
        view.put(more).flip();
    }
}
