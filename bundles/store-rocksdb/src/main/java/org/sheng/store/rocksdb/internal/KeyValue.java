package org.sheng.store.rocksdb.internal;

import org.sheng.store.StoreException;

/**
 * Ordered rows of bytes in a few families: all that the store's logic asks of what keeps its data. Keys are ordered as
 * unsigned bytes. Arrays given or taken are not changed by either side. Reads: any thread; {@link #write} and {@link
 * #reopen}: one thread.
 */
interface KeyValue extends AutoCloseable {

    /** Rows that are used alike lie together. */
    enum Family {
        /** Accounts, mailboxes, their names, UID blocks, sequences: small rows, often rewritten. */
        STATE,
        /** Messages, their order by MODSEQ, tombstones. */
        MESSAGES,
        /** Size, holders and summary of each blob. */
        BLOBS,
        /** The bytes of blobs. */
        CHUNKS,
        /** Key spaces of other engines. */
        SPACES
    }

    /** Rows as of one moment, or as of now. */
    interface Reading {

        /** The value, or null where there is no such row. */
        byte[] get(Family family, byte[] key);

        /**
         * Rows with keys in [from, to), in order; an empty {@code to} is the family's end. Close it soon: it may hold
         * others up.
         */
        Cursor cursor(Family family, byte[] from, byte[] to);
    }

    interface Cursor extends AutoCloseable {

        /** Goes to the next row, at first to the first one; false behind the last. */
        boolean next();

        byte[] key();

        byte[] value();

        @Override
        void close();
    }

    /** What was there at one moment, whatever is written meanwhile. Used and closed by the thread that asked for it. */
    interface Snapshot extends Reading, AutoCloseable {
        @Override
        void close();
    }

    /** Each read sees all that is written when it is made. */
    Reading now();

    Snapshot snapshot();

    /**
     * Writes all changes or none.
     *
     * @param sync return only when these and all earlier ones are on disk
     * @throws StoreException UNAVAILABLE; whether they are there is then known after {@link #reopen} only
     */
    void write(Changes changes, boolean sync);

    /**
     * Closes what is open and reads the state from disk anew.
     *
     * @throws StoreException UNAVAILABLE when that fails, and then each read until it succeeds
     */
    void reopen();

    /** One more after each {@link #reopen}: rows written without sync under an earlier one may be gone. */
    long epoch();

    /** Bytes on disk, 0 where there is no disk. */
    long bytesOnDisk();

    /** Bytes that may still be written to the disk. */
    long bytesFree();

    /** Rewrites what is kept in the range of a family so that the room of removed rows returns. Slow; any thread. */
    void compact(Family family, byte[] from, byte[] to);

    @Override
    void close();
}
