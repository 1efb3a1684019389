package org.sheng.adminapi.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an IOException above a bound. */
final class Bounded extends FilterInputStream {
    private final long most;
    private long read;

    Bounded(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws IOException {
        read += more;
        if (read > most) {
            throw new IOException("more than " + most + " bytes");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
