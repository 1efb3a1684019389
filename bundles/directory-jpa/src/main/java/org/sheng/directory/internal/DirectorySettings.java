package org.sheng.directory.internal;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.config.Setting;
import org.sheng.directory.LimitSettings;

/** {@code etc/org.sheng.directory.cfg}. Limits and cache hold at once; what concerns the database from the next opening of it. */
public record DirectorySettings(
        @Setting(value = "JDBC URL of the database. Empty: the node's own, under DATA/directory.", def = "", max = 1000)
        String url,
        @Setting(value = "Jar of the JDBC driver for the URL; a relative path counts from etc/. "
                + "It is no bundle and needs not be one.", def = "", max = 1000)
        String driverJar,
        @Setting(value = "Class of the JDBC driver. Empty: the one in the jar that takes the URL.", def = "", max = 200)
        String driver,
        @Setting(value = "User name for the database server.", def = "", max = 200)
        String user,
        @Setting(value = "Password for the database server.", def = "", max = 200, secret = true)
        String password,
        @Setting(value = "Most connections to the database at once.", def = "8", min = 2, max = 64)
        int connections,
        @Setting(value = "Most entries in each look-up cache (addresses, users). About 1 KB each.", def = "20000", min = 100, max = 1000000)
        int cacheEntries,
        @Setting(value = "Online backups of the node's own database to keep, under DATA/directory-backup, one a day. 0: none are made.",
                def = "3", min = 0, max = 100)
        int backups,
        @Setting(value = "Mailbox size where neither user, plan nor domain says one, in bytes. 0: no limit.", def = "1G", min = 0)
        long quota,
        @Setting(value = "Messages in a mailbox where neither user, plan nor domain says it. 0: no limit.", def = "0", min = 0)
        long quotaMessages,
        @Setting(value = "Size of one message sent or received, in bytes, where neither user, plan nor domain says it. 0: the protocol's limit alone.",
                def = "0", min = 0)
        long maxMessageSize,
        @Setting(value = "Recipients of one message sent, where neither user, plan nor domain says it. 0: the protocol's limit alone.",
                def = "0", min = 0, max = 100000)
        int maxRecipients,
        @Setting(value = "Messages a user may send in an hour, where neither user, plan nor domain says it. 0: no limit.",
                def = "0", min = 0, max = 1000000)
        int messagesPerHour) {

    public static final DirectorySettings DEFAULT = new DirectorySettings("", "", "", "", "", 8, 20_000, 3, 1L << 30,
            0, 0, 0, 0);

    LimitSettings limits() {
        return new LimitSettings(OptionalLong.of(quota), OptionalLong.of(quotaMessages), OptionalLong.of(maxMessageSize),
                OptionalInt.of(maxRecipients), OptionalInt.of(messagesPerHour));
    }
}
