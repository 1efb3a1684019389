package org.sheng.store;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/** Names a blob; 128 bits, chosen at random below a millisecond time by who writes it, so that later ones sort later. */
public record BlobId(UUID value) implements Comparable<BlobId> {

    public static BlobId parse(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        return new BlobId(new UUID(bytes.getLong(), bytes.getLong()));
    }

    /** Order of the bytes, as the store's keys have it. */
    @Override
    public int compareTo(BlobId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value.getMostSignificantBits()) + HexFormat.of().toHexDigits(value.getLeastSignificantBits());
    }
}
