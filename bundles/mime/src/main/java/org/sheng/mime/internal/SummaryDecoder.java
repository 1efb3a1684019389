package org.sheng.mime.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Address;
import org.sheng.mime.MessageSummary.Envelope;
import org.sheng.mime.MessageSummary.Nested;
import org.sheng.mime.MessageSummary.Parameter;
import org.sheng.mime.MessageSummary.Part;

/** Reads what {@link SummaryEncoder} wrote. */
final class SummaryDecoder {
    private final byte[] bytes;
    private int at;

    private SummaryDecoder(byte[] bytes) {
        this.bytes = bytes;
    }

    static MessageSummary decode(byte[] bytes) {
        try {
            return new SummaryDecoder(bytes).message();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a summary of " + bytes.length + " bytes ends too early", e);
        }
    }

    private MessageSummary message() {
        int version = bytes[at++];
        if (version != SummaryEncoder.VERSION) {
            throw new IllegalArgumentException("summary of version " + version + ", known is " + SummaryEncoder.VERSION);
        }
        int headerSize = (int) number();
        Envelope envelope = envelope();
        List<String> references = texts();
        return new MessageSummary(headerSize, envelope, part(0), references);
    }

    private Envelope envelope() {
        Optional<String> date = optional();
        Optional<String> subject = optional();
        List<Address> from = addresses();
        List<Address> sender = number() == 0 ? from : addresses();
        List<Address> replyTo = number() == 0 ? from : addresses();
        return new Envelope(date, subject, from, sender, replyTo, addresses(), addresses(), addresses(), optional(),
                optional());
    }

    private List<Address> addresses() {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        List<Address> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(new Address(text(), text(), text()));
        }
        return addresses;
    }

    private Part part(int level) {
        if (level > 2 * MessageScan.MAX_DEPTH) {
            throw new IllegalArgumentException("a summary with parts deeper than any message has");
        }
        long headerStart = number();
        long bodyStart = headerStart + number();
        long bodyEnd = bodyStart + number();
        long lines = number();
        String type = text();
        String subtype = text();
        List<Parameter> parameters = parameters();
        String contentId = text();
        String description = text();
        String encoding = text();
        String md5 = text();
        String disposition = text();
        List<Parameter> dispositionParameters = parameters();
        List<String> language = texts();
        String location = text();
        int count = count();
        List<Part> parts = count == 0 ? List.of() : new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(part(level + 1));
        }
        Optional<Nested> message = number() == 0 ? Optional.empty() : Optional.of(new Nested(envelope(), part(level + 1)));
        return new Part(headerStart, bodyStart, bodyEnd, lines, type, subtype, parameters, contentId, description, encoding, md5, disposition,
                dispositionParameters, language, location, parts, message);
    }

    private List<Parameter> parameters() {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        List<Parameter> parameters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parameters.add(new Parameter(text(), text()));
        }
        return parameters;
    }

    private List<String> texts() {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private Optional<String> optional() {
        long header = number();
        return header == 0 ? Optional.empty() : Optional.of(text(header - 1));
    }

    private String text() {
        return text(number());
    }

    private String text(long header) {
        if ((header & 1) == 1) {
            return Tokens.text((int) Math.min(header >>> 1, Integer.MAX_VALUE));
        }
        int length = (int) Math.min(header >>> 1, Integer.MAX_VALUE);
        if (length > bytes.length - at) {
            throw new IllegalArgumentException("a text of " + length + " bytes in a summary that has fewer left");
        }
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** Each thing counted takes a byte at least. */
    private int count() {
        long count = number();
        if (count < 0 || count > bytes.length - at) {
            throw new IllegalArgumentException("a list of " + count + " in a summary that has fewer bytes left");
        }
        return (int) count;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 127) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end in a summary");
    }
}
