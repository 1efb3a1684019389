package org.sheng.store.rocksdb.internal;

import java.util.Arrays;
import java.util.NavigableMap;
import org.sheng.store.Uids;

/**
 * UIDs in blocks of 1,024 with the number of UIDs before each; blocks that a change does not touch are shared with the
 * set before it.
 */
final class UidSet implements Uids {
    static final UidSet EMPTY = new UidSet(new int[0], new UidBlock[0]);

    private final int[] numbers;
    private final UidBlock[] blocks;
    /** One longer than the blocks: the last is the size. */
    private final int[] before;

    private UidSet(int[] numbers, UidBlock[] blocks) {
        this.numbers = numbers;
        this.blocks = blocks;
        before = new int[blocks.length + 1];
        for (int i = 0; i < blocks.length; i++) {
            before[i + 1] = Math.addExact(before[i], blocks[i].count());
        }
    }

    /**
     * Takes the changed blocks instead of those of their numbers; empty ones go. The blocks given must not change any
     * more.
     */
    UidSet with(NavigableMap<Integer, UidBlock> changed) {
        int[] newNumbers = new int[numbers.length + changed.size()];
        UidBlock[] newBlocks = new UidBlock[newNumbers.length];
        int count = 0;
        int old = 0;
        for (var change : changed.entrySet()) {
            int until = Arrays.binarySearch(numbers, change.getKey());
            int end = until < 0 ? -until - 1 : until;
            System.arraycopy(numbers, old, newNumbers, count, end - old);
            System.arraycopy(blocks, old, newBlocks, count, end - old);
            count += end - old;
            old = until < 0 ? end : end + 1;
            if (change.getValue().count() > 0) {
                newNumbers[count] = change.getKey();
                newBlocks[count++] = change.getValue();
            }
        }
        System.arraycopy(numbers, old, newNumbers, count, numbers.length - old);
        System.arraycopy(blocks, old, newBlocks, count, numbers.length - old);
        count += numbers.length - old;
        return new UidSet(Arrays.copyOf(newNumbers, count), Arrays.copyOf(newBlocks, count));
    }

    /** Those that are not in the other; blocks that it does not touch are shared. */
    UidSet without(UidSet other) {
        int[] restNumbers = new int[numbers.length];
        UidBlock[] restBlocks = new UidBlock[numbers.length];
        int count = 0;
        int theirs = 0;
        for (int i = 0; i < numbers.length; i++) {
            while (theirs < other.numbers.length && other.numbers[theirs] < numbers[i]) {
                theirs++;
            }
            boolean both = theirs < other.numbers.length && other.numbers[theirs] == numbers[i];
            UidBlock rest = both ? blocks[i].without(other.blocks[theirs]) : blocks[i];
            if (rest == blocks[i] || rest.count() > 0) {
                restNumbers[count] = numbers[i];
                restBlocks[count++] = rest;
            }
        }
        return new UidSet(Arrays.copyOf(restNumbers, count), Arrays.copyOf(restBlocks, count));
    }

    /** Bytes it takes, about. */
    long weight() {
        return 100 + 180L * blocks.length;
    }

    @Override
    public int size() {
        return before[blocks.length];
    }

    @Override
    public long uidAt(int position) {
        if (position < 1 || position > size()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + size());
        }
        int found = Arrays.binarySearch(before, position - 1);
        int block = found < 0 ? -found - 2 : found;
        return ((long) numbers[block] << UidBlock.BITS) + blocks[block].bitAt(position - 1 - before[block]);
    }

    @Override
    public int positionOf(long uid) {
        return contains(uid) ? positionFrom(uid) : 0;
    }

    @Override
    public int positionFrom(long uid) {
        if (uid <= 0) {
            return 1;
        }
        if (uid > last()) {
            return size() + 1;
        }
        int block = Arrays.binarySearch(numbers, (int) UidBlock.numberOf(uid));
        return block < 0 ? before[-block - 1] + 1 : before[block] + blocks[block].countBelow(uid) + 1;
    }

    @Override
    public boolean contains(long uid) {
        if (uid <= 0 || uid > last()) {
            return false;
        }
        int block = Arrays.binarySearch(numbers, (int) UidBlock.numberOf(uid));
        return block >= 0 && blocks[block].contains(uid);
    }

    @Override
    public long last() {
        return size() == 0 ? 0 : uidAt(size());
    }
}
