package org.sheng.store.rocksdb.internal;

import java.util.regex.Pattern;
import org.sheng.store.Operation;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** Rows of other engines. */
final class Spaces {
    static final int MAX_KEY = 1024;
    static final int MAX_VALUE = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z-]{1,32}");

    private Spaces() { }

    static void put(Application batch, Operation.Put put) {
        if (put.value().length > MAX_VALUE) {
            throw batch.refuse(Reason.TOO_LARGE, "a value of " + put.value().length + " bytes; at most " + MAX_VALUE);
        }
        batch.rows().changes().put(Family.SPACES, key(batch, put.space(), put.key()), put.value());
    }

    static void delete(Application batch, Operation.Delete delete) {
        batch.rows().changes().remove(Family.SPACES, key(batch, delete.space(), delete.key()));
    }

    static void require(Application batch, Operation.Require require) {
        byte[] key = key(batch, require.space(), require.key());
        if (batch.rows().changes().get(Family.SPACES, key) != null != require.present()) {
            throw batch.refuse(Reason.CONFLICT, "a row of " + require.space()
                    + (require.present() ? " is not there" : " is there already"));
        }
    }

    private static byte[] key(Application batch, String space, byte[] key) {
        if (key.length == 0 || key.length > MAX_KEY || !isName(space)) {
            throw batch.refuse(Reason.TOO_LARGE, "a key of " + key.length + " bytes in the space '" + space
                    + "'; a key has 1 to " + MAX_KEY + " bytes, a space's name 1 to 32 letters a to z or hyphens");
        }
        return Keys.space(space, key);
    }

    static boolean isName(String space) {
        return NAME.matcher(space).matches();
    }
}
