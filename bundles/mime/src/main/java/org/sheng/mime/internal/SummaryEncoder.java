package org.sheng.mime.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Address;
import org.sheng.mime.MessageSummary.Envelope;
import org.sheng.mime.MessageSummary.Nested;
import org.sheng.mime.MessageSummary.Parameter;
import org.sheng.mime.MessageSummary.Part;

/**
 * The stored form: a version byte, then fields in order; numbers as 7-bit groups, lowest first; texts as {@code 2 × token + 1} or {@code 2 × length} and UTF-8.
 * Version 2: a text that may be missing has a number one higher, and is 0 when it is. Summaries of version 1, which cannot
 * tell an empty field from a missing one, are made anew from the message by who reads them.
 */
final class SummaryEncoder {
    static final int VERSION = 2;
    static final int MAX_BYTES = 1 << 20;
    private static final int LAST_RESORT_TEXT = 1_000;

    private byte[] bytes = new byte[512];
    private int length;
    private final int depth;
    private final int longestText;

    private SummaryEncoder(int depth, int longestText) {
        this.depth = depth;
        this.longestText = longestText;
    }

    static byte[] encode(MessageSummary summary) {
        byte[] whole = new SummaryEncoder(Integer.MAX_VALUE, Integer.MAX_VALUE).message(summary);
        for (int depth = depthOf(summary.body()); whole.length > MAX_BYTES && depth > 0; depth /= 2) {
            whole = new SummaryEncoder(depth - 1, Integer.MAX_VALUE).message(summary);
        }
        return whole.length <= MAX_BYTES ? whole : new SummaryEncoder(0, LAST_RESORT_TEXT).message(summary);
    }

    private static int depthOf(Part part) {
        int deepest = 0;
        for (Part inner : part.parts()) {
            deepest = Math.max(deepest, depthOf(inner));
        }
        return 1 + Math.max(deepest, part.message().map(m -> depthOf(m.body())).orElse(0));
    }

    private byte[] message(MessageSummary summary) {
        put(VERSION);
        number(summary.headerSize());
        envelope(summary.envelope());
        texts(summary.references());
        part(summary.body(), 0);
        return Arrays.copyOf(bytes, length);
    }

    private void envelope(Envelope envelope) {
        optional(envelope.date());
        optional(envelope.subject());
        addresses(envelope.from());
        addressesOr(envelope.sender(), envelope.from());
        addressesOr(envelope.replyTo(), envelope.from());
        addresses(envelope.to());
        addresses(envelope.cc());
        addresses(envelope.bcc());
        optional(envelope.inReplyTo());
        optional(envelope.messageId());
    }

    /** 0: the same as From. */
    private void addressesOr(List<Address> addresses, List<Address> from) {
        if (addresses.equals(from)) {
            number(0);
            return;
        }
        number(1);
        addresses(addresses);
    }

    private void addresses(List<Address> addresses) {
        boolean leftOut = longestText < Integer.MAX_VALUE && addresses.size() > 10;
        List<Address> kept = leftOut ? addresses.subList(0, 10) : addresses;
        number(kept.size());
        for (Address address : kept) {
            text(address.name());
            text(address.mailbox());
            text(address.host());
        }
    }

    private void part(Part part, int level) {
        number(part.headerStart());
        number(part.bodyStart() - part.headerStart());
        number(part.bodyEnd() - part.bodyStart());
        number(part.lines());
        text(part.type());
        text(part.subtype());
        parameters(part.parameters());
        text(part.contentId());
        text(part.description());
        text(part.encoding());
        text(part.md5());
        text(part.disposition());
        parameters(part.dispositionParameters());
        texts(part.language());
        text(part.location());
        if (level >= depth) {
            number(0);
            number(0);
            return;
        }
        number(part.parts().size());
        part.parts().forEach(inner -> part(inner, level + 1));
        number(part.message().isPresent() ? 1 : 0);
        part.message().ifPresent(message -> nested(message, level));
    }

    private void nested(Nested nested, int level) {
        envelope(nested.envelope());
        part(nested.body(), level + 1);
    }

    private void parameters(List<Parameter> parameters) {
        number(parameters.size());
        for (Parameter parameter : parameters) {
            text(parameter.name());
            text(parameter.value());
        }
    }

    private void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    private void optional(Optional<String> text) {
        text.ifPresentOrElse(there -> text(there, 1), () -> number(0));
    }

    private void text(String text) {
        text(text, 0);
    }

    private void text(String text, int above) {
        int token = Tokens.numberOf(text);
        if (token >= 0) {
            number(token * 2L + 1 + above);
            return;
        }
        byte[] utf8 = (text.length() > longestText ? text.substring(0, longestText) : text).getBytes(StandardCharsets.UTF_8);
        number(utf8.length * 2L + above);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    private void number(long value) {
        long rest = value;
        while (rest >= 128) {
            put((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        put((int) rest);
    }

    private void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
