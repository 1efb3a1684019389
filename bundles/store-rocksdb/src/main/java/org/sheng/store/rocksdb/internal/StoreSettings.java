package org.sheng.store.rocksdb.internal;

import org.sheng.config.Setting;

/** {@code etc/org.sheng.store.cfg}. */
public record StoreSettings(
        @Setting(value = "Memory for what was read from the store's files, in bytes. Holds from the next start on.",
                def = "64M", min = 8L << 20, max = 256L << 30)
        long blockCache,

        @Setting(value = "Memory for what was written and is not yet in the store's files, in bytes; more of it means "
                + "fewer and larger files. Holds from the next start on.",
                def = "96M", min = 16L << 20, max = 16L << 30)
        long writeBuffers,

        @Setting(value = "Memory for the lists of UIDs of mailboxes in use, in bytes. Holds from the next start on.",
                def = "32M", min = 1L << 20, max = 16L << 30)
        long uidCache,

        @Setting(value = "New mail is refused while fewer bytes than these are free on the store's disk; "
                + "mail can still be read and removed.",
                def = "256M", min = 0, max = 1L << 40)
        long minFreeDisk,

        @Setting(value = "How rows and mail are compressed on disk. Holds from the next start on, for what is "
                + "written then.", def = "lz4")
        Compression compression) {

    public enum Compression { NONE, LZ4 }

    public static final StoreSettings DEFAULTS =
            new StoreSettings(64L << 20, 96L << 20, 32L << 20, 256L << 20, Compression.LZ4);
}
