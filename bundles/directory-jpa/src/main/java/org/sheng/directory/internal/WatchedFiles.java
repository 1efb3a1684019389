package org.sheng.directory.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.hsqldb.lib.EventLogInterface;
import org.hsqldb.lib.FileAccess;

/**
 * HSQLDB's way to its log and script, watched: HSQLDB tells nobody when the log of a change could not be written or
 * synced, and takes the
 * change for durable. After a failure nothing is renamed or removed any more, so that the files are as they were to
 * be recovered from.
 */
final class WatchedFiles implements FileAccess {
    private final FileAccess files;
    private volatile IOException failure;

    WatchedFiles(FileAccess files) {
        this.files = files;
    }

    /** @throws IOException the first failure of a write or sync */
    void check() throws IOException {
        IOException first = failure;
        if (first != null) {
            throw new IOException(first.getMessage(), first);
        }
    }

    private IOException failed(IOException e) {
        failure = e;
        return e;
    }

    @Override
    public InputStream openInputStreamElement(String name) throws IOException {
        return files.openInputStreamElement(name);
    }

    @Override
    public OutputStream openOutputStreamElement(String name) throws IOException {
        return new Watched(files.openOutputStreamElement(name));
    }

    @Override
    public OutputStream openOutputStreamElementAppend(String name) throws IOException {
        return new Watched(files.openOutputStreamElementAppend(name));
    }

    @Override
    public boolean isStreamElement(String name) {
        return files.isStreamElement(name);
    }

    @Override
    public void createParentDirs(String name) {
        files.createParentDirs(name);
    }

    @Override
    public boolean removeElement(String name) {
        return failure == null && files.removeElement(name);
    }

    @Override
    public boolean renameElement(String from, String to) {
        return failure == null && files.renameElement(from, to);
    }

    @Override
    public boolean renameElementOrCopy(String from, String to, EventLogInterface log) {
        return failure == null && files.renameElementOrCopy(from, to, log);
    }

    @Override
    public FileSync getFileSync(OutputStream out) throws IOException {
        FileSync sync = files.getFileSync(out instanceof Watched watched ? watched.out : out);
        return () -> {
            try {
                sync.sync();
            } catch (IOException e) {
                throw failed(e);
            }
        };
    }

    private final class Watched extends OutputStream {
        private final OutputStream out;

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            try {
                out.write(octets, from, length);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
