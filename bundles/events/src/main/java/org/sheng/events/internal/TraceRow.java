package org.sheng.events.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sheng.event.Traces.Step;

/**
 * The bytes of traces in the store. Key space {@code trace}: trace id, 0, group number (8 bytes) → the steps of one
 * message in one group. Key space {@code trace-group}: group number → when it was written (8 bytes), steps in it (4),
 * and the trace ids of the group; the key 0x00 (one byte) → steps kept (8), next group number (8).
 */
final class TraceRow {
    static final String STEPS = "trace";
    static final String GROUPS = "trace-group";
    static final byte[] TOTALS_KEY = {0};

    private TraceRow() { }

    record Totals(long steps, long nextGroup) {
        byte[] bytes() {
            return ByteBuffer.allocate(16).putLong(steps).putLong(nextGroup).array();
        }

        static Totals of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Totals(buffer.getLong(), buffer.getLong());
        }
    }

    record Group(long writtenAt, int steps, List<String> traces) {
        byte[] bytes() {
            byte[] names = String.join("\n", traces).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(12 + names.length).putLong(writtenAt).putInt(steps).put(names).array();
        }

        static Group of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Group(buffer.getLong(), buffer.getInt(),
                    Arrays.asList(StandardCharsets.UTF_8.decode(buffer).toString().split("\n")));
        }
    }

    /** Group numbers begin at 1, so that no key is a beginning of {@link #TOTALS_KEY}'s neighbours. */
    static byte[] groupKey(long group) {
        return ByteBuffer.allocate(8).putLong(group).array();
    }

    static byte[] stepsKey(String trace, long group) {
        byte[] id = trace.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + 9).put(id).put((byte) 0).putLong(group).array();
    }

    static byte[] encode(List<Step> steps) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Step step : steps) {
                out.writeLong(step.at().toEpochMilli());
                out.writeUTF(step.what());
                byte[] text = step.text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static List<Step> decode(byte[] bytes) {
        List<Step> steps = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                Instant at = Instant.ofEpochMilli(in.readLong());
                String what = in.readUTF();
                steps.add(new Step(at, what, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a trace row is damaged", e);
        }
        return steps;
    }
}
