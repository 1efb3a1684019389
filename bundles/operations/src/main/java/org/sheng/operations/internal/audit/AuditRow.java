package org.sheng.operations.internal.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;

/**
 * A row of the audit: key: number of the entry (8 bytes), kind (1); value: place in the chain (8), hash (32), and what it says. The hash is SHA-256 of
 * the hash before it, the place, the key, and what it says.
 */
record AuditRow(long number, Kind kind, long place, byte[] hash, byte[] said) {
    static final String SPACE = "audit";
    static final int HASH_OCTETS = 32;
    private static final int TEXT = 4_096;

    /** Of an entry, each at most once, in this order. */
    enum Kind { ASKED, ANSWERED, UNDONE }

    static AuditRow after(byte[] before, long place, long number, Saying saying) {
        byte[] said = saying.bytes();
        return new AuditRow(number, saying.kind(), place, hash(before, place, key(number, saying.kind()), said), said);
    }

    /** @throws IOException when the bytes are none of a row */
    static AuditRow of(byte[] key, byte[] value) throws IOException {
        if (key.length != 9 || key[8] < 0 || key[8] >= Kind.values().length || value.length < 8 + HASH_OCTETS) {
            throw new IOException("no row of the audit");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        long place = buffer.getLong();
        byte[] hash = new byte[HASH_OCTETS];
        buffer.get(hash);
        return new AuditRow(ByteBuffer.wrap(key).getLong(), Kind.values()[key[8]], place, hash,
                Arrays.copyOfRange(value, 8 + HASH_OCTETS, value.length));
    }

    static byte[] key(long number, Kind kind) {
        return ByteBuffer.allocate(9).putLong(number).put((byte) kind.ordinal()).array();
    }

    byte[] key() {
        return key(number, kind);
    }

    byte[] value() {
        return ByteBuffer.allocate(8 + HASH_OCTETS + said.length).putLong(place).put(hash).put(said).array();
    }

    /** In the store, with its row of the chain. */
    long bytes() {
        return 9 + 8 + HASH_OCTETS + said.length + 8 + 9;
    }

    boolean follows(byte[] before) {
        return MessageDigest.isEqual(hash, hash(before, place, key(), said));
    }

    private static byte[] hash(byte[] before, long place, byte[] key, byte[] said) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            digest.update(ByteBuffer.allocate(8).putLong(0, place));
            digest.update(key);
            return digest.digest(said);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** When it was written. */
    Instant at() throws IOException {
        return Instant.ofEpochMilli(in().readLong());
    }

    Asked asked() throws IOException {
        return Asked.read(in());
    }

    Answered answered() throws IOException {
        return Answered.read(in());
    }

    long undoneBy() throws IOException {
        DataInputStream in = in();
        in.readLong();
        return in.readLong();
    }

    private DataInputStream in() {
        return new DataInputStream(new ByteArrayInputStream(said));
    }

    /** What a row says: begins with the time in milliseconds since 1970. */
    sealed interface Saying {
        Kind kind();

        Instant at();

        void write(DataOutputStream out) throws IOException;

        default byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeLong(at().toEpochMilli());
                write(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    record Asked(Instant at, String who, String role, String via, String from, String operation, String target, Object input,
            Optional<Object> before, Optional<Inverse> inverse) implements Saying {

        static Asked of(Instant at, Caller caller, String operation, String target, Map<String, Object> input, Optional<Object> before,
                Optional<Inverse> inverse) {
            return new Asked(at, caller.name(), caller.role().name().toLowerCase(java.util.Locale.ROOT), caller.via(), caller.from(), operation, target,
                    input, before, inverse);
        }

        @Override
        public Kind kind() {
            return Kind.ASKED;
        }

        @Override
        public void write(DataOutputStream out) throws IOException {
            for (String text : new String[] {who, role, via, from, operation, target}) {
                TreeBytes.text(out, cut(text));
            }
            tree(out, input);
            out.writeBoolean(before.isPresent());
            tree(out, before.orElse(null));
            // one that is too large to be kept cannot be called
            Optional<byte[]> calling = inverse.map(Inverse::input).map(TreeBytes::of).filter(AuditRow::isMap);
            out.writeBoolean(calling.isPresent());
            if (calling.isPresent()) {
                TreeBytes.text(out, inverse.get().operation());
                out.writeInt(calling.get().length);
                out.write(calling.get());
            }
        }

        private static Asked read(DataInputStream in) throws IOException {
            Instant at = Instant.ofEpochMilli(in.readLong());
            String[] texts = new String[6];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = TreeBytes.text(in);
            }
            Object input = tree(in);
            boolean has = in.readBoolean();
            Object before = tree(in);
            Optional<Inverse> inverse = in.readBoolean() ? Optional.of(new Inverse(TreeBytes.text(in), map(tree(in)))) : Optional.empty();
            return new Asked(at, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], input, has ? Optional.ofNullable(before) : Optional.empty(),
                    inverse);
        }
    }

    record Answered(Instant at, Optional<String> refusal, Optional<Object> after) implements Saying {
        @Override
        public Kind kind() {
            return Kind.ANSWERED;
        }

        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeBoolean(refusal.isPresent());
            TreeBytes.text(out, cut(refusal.orElse("")));
            tree(out, after.orElse(null));
        }

        private static Answered read(DataInputStream in) throws IOException {
            Instant at = Instant.ofEpochMilli(in.readLong());
            boolean refused = in.readBoolean();
            String refusal = TreeBytes.text(in);
            return new Answered(at, refused ? Optional.of(refusal) : Optional.empty(), Optional.ofNullable(tree(in)));
        }
    }

    record Undone(Instant at, long by) implements Saying {
        @Override
        public Kind kind() {
            return Kind.UNDONE;
        }

        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeLong(by);
        }
    }

    private static void tree(DataOutputStream out, Object tree) throws IOException {
        byte[] bytes = TreeBytes.of(tree);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Object tree(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("a size is wrong: " + size);
        }
        return TreeBytes.tree(in.readNBytes(size));
    }

    private static boolean isMap(byte[] tree) {
        return tree[0] == 'M';
    }

    @SuppressWarnings("unchecked") // TreeBytes makes no other maps
    static Map<String, Object> map(Object tree) {
        return tree instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of("", String.valueOf(tree));
    }

    private static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
    }
}
