package org.sheng.operations.internal.audit;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;

/**
 * Both ends of the chain, as rows of the key space {@code audit-state}.
 *
 * @param first place of the oldest row that is kept
 * @param firstNumber of the oldest entry that is kept
 * @param hashBefore of the row before the oldest
 * @param last place of the newest row; {@code first - 1} where there is none
 * @param lastNumber of the newest entry
 * @param bytes of all rows
 * @param hash of the newest row
 */
record Ends(long first, long firstNumber, byte[] hashBefore, long last, long lastNumber, long bytes, byte[] hash) {
    static final String SPACE = "audit-state";
    static final String CHAIN = "audit-chain";
    private static final byte[] KEY = {1};
    private static final int SIZE = 5 * 8 + 2 * AuditRow.HASH_OCTETS;

    static Ends none() {
        return new Ends(1, 1, new byte[AuditRow.HASH_OCTETS], 0, 0, 0, new byte[AuditRow.HASH_OCTETS]);
    }

    /** Empty where nothing was ever written; or it was taken away, which {@link Verification} finds. */
    static Optional<Ends> of(MailStore store) {
        return store.get(SPACE, KEY).filter(bytes -> bytes.length == SIZE).map(bytes -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Ends(buffer.getLong(), buffer.getLong(), hash(buffer), buffer.getLong(), buffer.getLong(), buffer.getLong(), hash(buffer));
        });
    }

    private static byte[] hash(ByteBuffer buffer) {
        byte[] hash = new byte[AuditRow.HASH_OCTETS];
        buffer.get(hash);
        return hash;
    }

    void put(Batch batch) {
        batch.put(SPACE, KEY, ByteBuffer.allocate(SIZE).putLong(first).putLong(firstNumber).put(hashBefore).putLong(last).putLong(lastNumber)
                .putLong(bytes).put(hash).array());
    }

    Ends with(AuditRow row) {
        return new Ends(first, firstNumber, hashBefore, row.place(), Math.max(lastNumber, row.number()), bytes + row.bytes(), row.hash());
    }

    /** After the oldest row went. */
    Ends without(AuditRow row) {
        return new Ends(first + 1, row.kind() == AuditRow.Kind.ASKED ? row.number() + 1 : firstNumber, row.hash(), last, lastNumber,
                Math.max(0, bytes - row.bytes()), hash);
    }

    static byte[] place(long place) {
        return ByteBuffer.allocate(8).putLong(place).array();
    }
}
