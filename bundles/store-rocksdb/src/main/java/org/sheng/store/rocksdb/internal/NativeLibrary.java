package org.sheng.store.rocksdb.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;

/**
 * RocksDB's native code, unpacked from its jar beside the store, not to a new temporary file at each start, of which
 * killed nodes would leave many.
 */
final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() { }

    static synchronized void load(Path store) throws IOException {
        if (loaded) {
            return;
        }
        Path folder = store.resolveSibling(store.getFileName() + "-native");
        NativeLibraryLoader.getInstance().loadLibrary(writable(folder) ? folder.toString()
                : System.getProperty("java.io.tmpdir"));
        loaded = true;
    }

    private static boolean writable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false; // a store that cannot be written may still be read
        }
    }
}
