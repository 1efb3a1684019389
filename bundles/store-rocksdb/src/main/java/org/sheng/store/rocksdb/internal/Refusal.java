package org.sheng.store.rocksdb.internal;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;

/** What RocksDB refused, in words that an administrator can act on. */
final class Refusal {
    private Refusal() { }

    static StoreException of(String what, Path folder, RocksDBException cause) {
        return new StoreException(Reason.UNAVAILABLE, "the store in " + folder + " " + what + ": " + cause.getMessage()
                + "; " + advice(cause), cause);
    }

    private static String advice(RocksDBException cause) {
        String text = String.valueOf(cause.getMessage());
        Status status = cause.getStatus();
        if (text.contains("No space left") || status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            return "the disk is full: free some of it, the store then goes on by itself";
        }
        if (text.contains("Read-only file system") || text.contains("Permission denied")) {
            return "the folder cannot be written: mount it writable for the node's user,"
                    + " the store then goes on by itself";
        }
        if (text.contains("lock hold by") || text.contains("While lock file")) {
            return "another process has it open: end that one, the store then goes on by itself";
        }
        if (status != null && status.getCode() == Status.Code.Corruption || text.contains("No such file")) {
            return "its files are damaged or missing: check the disk,"
                    + " then put the folder back from a backup";
        }
        return "check the disk; the store tries again by itself";
    }
}
