package org.sheng.operations.internal.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees (maps, lists, strings, numbers, booleans, nothing) as bytes: the same bytes for the same tree with its maps in the same order. */
final class TreeBytes {
    /** Of one tree. */
    static final int MOST = 65_536;
    private static final int DEEPEST = 64;

    private TreeBytes() { }

    /** Of a tree that is larger than {@link #MOST}, a text with its size. */
    static byte[] of(Object tree) {
        byte[] whole = bytes(tree);
        return whole.length <= MOST ? whole : bytes("(" + whole.length + " bytes)");
    }

    private static byte[] bytes(Object tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Object tree) throws IOException {
        if (tree == null) {
            out.writeByte('0');
        } else if (tree instanceof Boolean truth) {
            out.writeByte(truth ? 'T' : 'F');
        } else if (tree instanceof Integer || tree instanceof Long) {
            out.writeByte('I');
            out.writeLong(((Number) tree).longValue());
        } else if (tree instanceof Number number) {
            out.writeByte('N');
            text(out, number.toString());
        } else if (tree instanceof Map<?, ?> map) {
            out.writeByte('M');
            out.writeInt(map.size());
            for (Map.Entry<?, ?> each : map.entrySet()) {
                text(out, String.valueOf(each.getKey()));
                write(out, each.getValue());
            }
        } else if (tree instanceof List<?> list) {
            out.writeByte('L');
            out.writeInt(list.size());
            for (Object each : list) {
                write(out, each);
            }
        } else {
            out.writeByte('S');
            text(out, tree.toString());
        }
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(size(in)), StandardCharsets.UTF_8);
    }

    /** @throws IOException when the bytes are none of a tree */
    static Object tree(byte[] bytes) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(bytes)), 0);
    }

    private static Object read(DataInputStream in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("a tree is too deep");
        }
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case '0' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'I' -> in.readLong();
            case 'N' -> number(text(in));
            case 'S' -> text(in);
            case 'M' -> map(in, depth);
            case 'L' -> list(in, depth);
            default -> throw new IOException("no kind of value: " + kind);
        };
    }

    private static BigDecimal number(String text) throws IOException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IOException("no number: " + text, e);
        }
    }

    private static Map<String, Object> map(DataInputStream in, int depth) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int left = size(in); left > 0; left--) {
            String key = text(in);
            map.put(key, read(in, depth + 1));
        }
        return map;
    }

    private static List<Object> list(DataInputStream in, int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        for (int left = size(in); left > 0; left--) {
            list.add(read(in, depth + 1));
        }
        return list;
    }

    /** Each counted thing takes a byte at least, so that no more can be promised than there is. */
    private static int size(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("a size is wrong: " + size);
        }
        return size;
    }
}
