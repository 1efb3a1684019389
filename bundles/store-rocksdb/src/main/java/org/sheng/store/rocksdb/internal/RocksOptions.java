package org.sheng.store.rocksdb.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** How RocksDB is set up. Holds native objects: closed after the database. */
final class RocksOptions implements AutoCloseable {
    private static final long MAX_GROUP = 64L << 20;
    private static final long MAX_WAL = 512L << 20;
    /** A file of keys is rewritten with all blobs that it names: some 35,000 keys, not a million. */
    private static final long KEY_FILE = 2L << 20;
    private static final long BLOB_FILE = 64L << 20;
    /** Smaller values stay with their keys. */
    private static final long MIN_BLOB = 1024;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final StoreSettings settings;
    private final Cache cache;
    private final BloomFilter bloom;
    final DBOptions database;

    RocksOptions(StoreSettings settings) {
        this.settings = settings;
        cache = closeLater(new LRUCache(settings.blockCache()));
        bloom = closeLater(new BloomFilter(10));
        // counted apart: in the cache of what was read, what was written leaves no room for what is read
        Cache written = closeLater(new LRUCache(settings.writeBuffers()));
        WriteBufferManager buffers = closeLater(new WriteBufferManager(settings.writeBuffers(), written));
        database = closeLater(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWriteBufferManager(buffers)
                // its own grouping of writes must not cut a merge into pieces
                .setMaxWriteBatchGroupSizeBytes(MAX_GROUP)
                .setMaxTotalWalSize(MAX_WAL)
                // an unsynced end of the log that a crash tore is cut off; what was synced lies before it
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(1 << 20)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(4 << 20)
                .setKeepLogFileNum(3);
    }

    ColumnFamilyOptions family(Family family) {
        CompressionType compression = settings.compression() == StoreSettings.Compression.LZ4
                ? CompressionType.LZ4_COMPRESSION : CompressionType.NO_COMPRESSION;
        ColumnFamilyOptions options = closeLater(new ColumnFamilyOptions())
                .setCompressionType(compression)
                .setWriteBufferSize(Math.max(settings.writeBuffers() / 3, 4 << 20))
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(bloom)
                        // in pieces: whole, those of a file of many small rows are too large for a part of the cache
                        // (a 64th), so that each read would read them again
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setMetadataBlockSize(4096)
                        .setPinTopLevelIndexAndFilter(true)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFormatVersion(5));
        if (family == Family.CHUNKS) {
            // garbage is collected where PeriodRow says that it pays: see Reclaimer
            options.setTargetFileSizeBase(KEY_FILE)
                    .setEnableBlobFiles(true)
                    .setMinBlobSize(MIN_BLOB)
                    .setBlobFileSize(BLOB_FILE)
                    .setBlobCompressionType(compression)
                    .setEnableBlobGarbageCollection(false)
                    .setBlobGarbageCollectionAgeCutoff(1.0);
        }
        return options;
    }

    private <T extends AutoCloseable> T closeLater(T object) {
        open.push(object);
        return object;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a native object could not be closed", e);
            }
        }
    }
}
