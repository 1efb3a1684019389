package org.sheng.store.rocksdb.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;

/**
 * Rows in RocksDB, a column family each family. Readers hold a shared lock, so that the database can be closed and
 * opened anew under them when its disk failed.
 */
final class RocksKeyValue implements KeyValue {
    private static final long ROOM_TO_OPEN = 16L << 20;

    private final Path folder;
    private final StoreSettings settings;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
    private Optional<Access> access = Optional.empty();
    private Optional<RocksDB> open = Optional.empty();
    private Optional<RocksOptions> options = Optional.empty();
    private String closedBecause = "the store is not open yet";
    private volatile long epoch;
    private volatile Optional<CompactRangeOptions> compacting = Optional.empty();

    RocksKeyValue(Path folder, StoreSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    @Override
    public Reading now() {
        return new View();
    }

    @Override
    public Snapshot snapshot() {
        lock.readLock().lock();
        try {
            return new RocksSnapshot(database());
        } catch (StoreException closed) {
            lock.readLock().unlock();
            throw closed;
        }
    }

    @Override
    public void write(Changes changes, boolean sync) {
        lock.readLock().lock();
        try (WriteBatch batch = new WriteBatch((int) Math.min(changes.bytes() * 5 / 4 + 4096, 1 << 28))) {
            RocksDB database = database();
            for (Family family : Family.values()) {
                ColumnFamilyHandle handle = handles.get(family);
                for (Map.Entry<byte[], byte[]> row : changes.rows(family).entrySet()) {
                    if (row.getValue() == Changes.REMOVED) {
                        batch.delete(handle, row.getKey());
                    } else {
                        batch.put(handle, row.getKey(), row.getValue());
                    }
                }
            }
            database.write(sync ? access.orElseThrow().synced : access.orElseThrow().unsynced, batch);
        } catch (RocksDBException e) {
            throw Refusal.of("could not be written", folder, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void reopen() {
        checkRoom();
        stopCompacting();
        lock.writeLock().lock();
        try {
            closeDatabase("the store's disk refused to serve; it is opened anew");
            epoch++;
            openDatabase(false);
        } catch (StoreException refused) {
            closeDatabase(refused.getMessage());
            openToRead();
            throw refused;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Opening writes. Where there is no room for it, what is open stays open for readers. */
    private void checkRoom() {
        long free = bytesFree();
        if (free < ROOM_TO_OPEN) {
            throw new StoreException(Reason.UNAVAILABLE, -1, "the store in " + folder + " cannot write: only "
                    + (free >> 10) + " KiB are free, the disk is full; free some of it,"
                    + " the store then goes on by itself");
        }
    }

    /** Mail can still be read where nothing can be written. */
    private void openToRead() {
        try {
            openDatabase(true);
        } catch (StoreException unreadable) {
            closeDatabase(unreadable.getMessage());
        }
    }

    private void openDatabase(boolean readOnly) {
        try {
            if (!readOnly) {
                Files.createDirectories(folder);
            }
            NativeLibrary.load(folder);
            access = access.or(() -> Optional.of(new Access()));
            RocksOptions with = new RocksOptions(settings);
            options = Optional.of(with);
            List<ColumnFamilyDescriptor> families = new ArrayList<>();
            families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, with.family(Family.STATE)));
            for (Family family : Family.values()) {
                families.add(new ColumnFamilyDescriptor(family.name().toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.US_ASCII), with.family(family)));
            }
            List<ColumnFamilyHandle> opened = new ArrayList<>();
            open = Optional.of(readOnly ? RocksDB.openReadOnly(with.database, folder.toString(), families, opened)
                    : RocksDB.open(with.database, folder.toString(), families, opened));
            for (Family family : Family.values()) {
                handles.put(family, opened.get(family.ordinal() + 1));
            }
        } catch (RocksDBException e) {
            throw Refusal.of("cannot be opened", folder, e);
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "the store's folder " + folder + " cannot be made or read ("
                    + e + "); give the node's user the right to write there", e);
        }
    }

    private void closeDatabase(String because) {
        closedBecause = because;
        handles.values().forEach(ColumnFamilyHandle::close);
        handles.clear();
        open.ifPresent(RocksDB::close);
        open = Optional.empty();
        options.ifPresent(RocksOptions::close);
        options = Optional.empty();
    }

    /** Under the lock. */
    private RocksDB database() {
        return open.orElseThrow(() -> new StoreException(Reason.UNAVAILABLE, -1, closedBecause));
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long bytesOnDisk() {
        // files come and go meanwhile: one that is gone has no length
        File[] files = folder.toFile().listFiles();
        return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
    }

    @Override
    public long bytesFree() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // not known: the write itself will tell
        }
    }

    @Override
    public void compact(Family family, byte[] from, byte[] to) {
        lock.readLock().lock();
        try (CompactRangeOptions range = new CompactRangeOptions();
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            RocksDB database = database();
            ColumnFamilyHandle handle = handles.get(family);
            range.setExclusiveManualCompaction(false).setBottommostLevelCompaction(BottommostLevelCompaction.kForce);
            compacting = Optional.of(range);
            // all, or the log stays for those that were not
            database.flush(flush, List.copyOf(handles.values()));
            database.setOptions(handle, collectGarbage(true));
            try {
                database.compactRange(handle, from, to, range);
            } finally {
                database.setOptions(handle, collectGarbage(false));
            }
        } catch (RocksDBException e) {
            throw Refusal.of("could not be compacted", folder, e);
        } finally {
            compacting = Optional.empty();
            lock.readLock().unlock();
        }
    }

    private static MutableColumnFamilyOptions collectGarbage(boolean on) {
        return MutableColumnFamilyOptions.builder().setEnableBlobGarbageCollection(on).build();
    }

    private void stopCompacting() {
        compacting.ifPresent(range -> range.setCanceled(true));
    }

    @Override
    public void close() {
        stopCompacting();
        lock.writeLock().lock();
        try {
            closeDatabase("the store is closed");
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Options of reads and writes; made when the native code is there, never closed: a late reader finds a closed
     * store, not freed memory.
     */
    private static final class Access {
        final WriteOptions synced = new WriteOptions().setSync(true);
        final WriteOptions unsynced = new WriteOptions();
        final ReadOptions latest = new ReadOptions();
    }

    private class View implements Reading {

        /** Under the lock, the database being open. */
        ReadOptions with() {
            return access.orElseThrow().latest;
        }

        @Override
        public byte[] get(Family family, byte[] key) {
            lock.readLock().lock();
            try {
                return database().get(handles.get(family), with(), key);
            } catch (RocksDBException e) {
                throw Refusal.of("could not be read", folder, e);
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public Cursor cursor(Family family, byte[] from, byte[] to) {
            lock.readLock().lock();
            try {
                return new RocksCursor(database().newIterator(handles.get(family), with()), from, to, folder,
                        lock.readLock());
            } catch (StoreException closed) {
                lock.readLock().unlock();
                throw closed;
            }
        }
    }

    private final class RocksSnapshot extends View implements Snapshot {
        private final RocksDB database;
        private final org.rocksdb.Snapshot snapshot;
        private final ReadOptions with;

        RocksSnapshot(RocksDB database) {
            this.database = database;
            snapshot = database.getSnapshot();
            with = new ReadOptions().setSnapshot(snapshot);
        }

        @Override
        ReadOptions with() {
            return with;
        }

        @Override
        public void close() {
            with.close();
            database.releaseSnapshot(snapshot);
            snapshot.close();
            lock.readLock().unlock();
        }
    }
}
