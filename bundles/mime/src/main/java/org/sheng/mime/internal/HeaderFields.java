package org.sheng.mime.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sheng.mime.MessageSummary.Address;
import org.sheng.mime.MessageSummary.Envelope;

/**
 * The fields of one header that a summary needs. Of a field that may be there
 * once the first that says something counts; address lists are joined.
 */
final class HeaderFields {
    static final HeaderFields NONE = new HeaderFields();
    private static final int MAX_REFERENCES = 100;
    private static final int LONGEST_NAME = "content-transfer-encoding".length();

    private Optional<String> date = Optional.empty();
    private Optional<String> subject = Optional.empty();
    private Optional<String> inReplyTo = Optional.empty();
    private Optional<String> messageId = Optional.empty();
    private String references = "";
    private final List<Address> from = new ArrayList<>(1);
    private final List<Address> sender = new ArrayList<>(0);
    private final List<Address> replyTo = new ArrayList<>(0);
    private final List<Address> to = new ArrayList<>(1);
    private final List<Address> cc = new ArrayList<>(0);
    private final List<Address> bcc = new ArrayList<>(0);
    private String contentType = "";
    private String encoding = "";
    private String contentId = "";
    private String description = "";
    private String disposition = "";
    private String language = "";
    private String location = "";
    private String md5 = "";

    static HeaderFields parse(byte[] bytes, int length) {
        HeaderFields fields = new HeaderFields();
        int at = 0;
        while (at < length) {
            int end = endOfField(bytes, at, length);
            fields.field(bytes, at, end);
            at = end;
        }
        return fields;
    }

    /** Behind the line end that no white space follows (RFC 5322 §2.2.3). */
    private static int endOfField(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length) {
            if (bytes[at++] == '\n' && (at == length || bytes[at] != ' ' && bytes[at] != '\t')) {
                return at;
            }
        }
        return length;
    }

    private void field(byte[] bytes, int from, int end) {
        int colon = from;
        while (colon < end && bytes[colon] != ':' && bytes[colon] > ' ' && colon - from <= LONGEST_NAME) {
            colon++;
        }
        int nameEnd = colon;
        while (colon < end && (bytes[colon] == ' ' || bytes[colon] == '\t')) { // RFC 5322 §4.5: white space before the colon
            colon++;
        }
        if (colon >= end || bytes[colon] != ':') {
            return;
        }
        String name = new String(bytes, from, nameEnd - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        switch (name) {
            case "date" -> date = present(date, bytes, colon, end);
            case "subject" -> subject = present(subject, bytes, colon, end);
            case "in-reply-to" -> inReplyTo = present(inReplyTo, bytes, colon, end);
            case "message-id" -> messageId = present(messageId, bytes, colon, end);
            case "references" -> references = once(references, bytes, colon, end);
            case "from" -> addresses(this.from, bytes, colon, end);
            case "sender" -> addresses(sender, bytes, colon, end);
            case "reply-to" -> addresses(replyTo, bytes, colon, end);
            case "to" -> addresses(to, bytes, colon, end);
            case "cc" -> addresses(cc, bytes, colon, end);
            case "bcc" -> addresses(bcc, bytes, colon, end);
            case "content-type" -> contentType = once(contentType, bytes, colon, end);
            case "content-transfer-encoding" -> encoding = once(encoding, bytes, colon, end);
            case "content-id" -> contentId = once(contentId, bytes, colon, end);
            case "content-description" -> description = once(description, bytes, colon, end);
            case "content-disposition" -> disposition = once(disposition, bytes, colon, end);
            case "content-language" -> language = once(language, bytes, colon, end);
            case "content-location" -> location = once(location, bytes, colon, end);
            case "content-md5" -> md5 = once(md5, bytes, colon, end);
            default -> { }
        }
    }

    private static String once(String before, byte[] bytes, int colon, int end) {
        return before.isEmpty() ? text(bytes, colon + 1, end) : before;
    }

    private static Optional<String> present(Optional<String> before, byte[] bytes, int colon, int end) {
        return Optional.of(once(before.orElse(""), bytes, colon, end));
    }

    private static void addresses(List<Address> into, byte[] bytes, int colon, int end) {
        new AddressList(text(bytes, colon + 1, end), into).parse();
    }

    /** Unfolded and stripped; as UTF-8 where it is that (RFC 6532 §3.2), else each byte as a character. */
    static String text(byte[] bytes, int from, int end) {
        byte[] line = new byte[end - from];
        int length = 0;
        boolean ascii = true;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r' && (i + 1 == end || bytes[i + 1] == '\n') || b == 0) {
                continue;
            }
            ascii &= b >= 0;
            line[length++] = b == '\r' ? (byte) ' ' : b;
        }
        if (ascii) {
            return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString().strip();
        } catch (CharacterCodingException e) {
            return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
        }
    }

    Envelope envelope() {
        return new Envelope(date, subject, from, sender.isEmpty() ? from : sender, replyTo.isEmpty() ? from : replyTo, // RFC 9051 §7.5.2
                to, cc, bcc, inReplyTo, messageId);
    }

    List<String> references() {
        Set<String> ids = new LinkedHashSet<>();
        collectIds(inReplyTo.orElse(""), ids);
        collectIds(references, ids);
        return List.copyOf(ids);
    }

    private static void collectIds(String text, Set<String> into) {
        int at = 0;
        while (into.size() < MAX_REFERENCES) {
            int open = text.indexOf('<', at);
            int close = open < 0 ? -1 : text.indexOf('>', open);
            if (close < 0) {
                return;
            }
            into.add(text.substring(open, close + 1));
            at = close + 1;
        }
    }

    String contentType() {
        return contentType;
    }

    /** Lower case; 7bit where none is said (RFC 2045 §6.1). */
    String encoding() {
        String token = encoding.isEmpty() ? "" : new FieldCursor(encoding).token();
        return token.isEmpty() ? "7bit" : token.toLowerCase(Locale.ROOT);
    }

    String contentId() {
        return contentId;
    }

    String description() {
        return description;
    }

    String disposition() {
        return disposition;
    }

    /** RFC 3282 §2: tags with commas between, at most 100. */
    List<String> languages() {
        if (language.isEmpty()) {
            return List.of();
        }
        List<String> tags = new ArrayList<>();
        FieldCursor cursor = new FieldCursor(language);
        do {
            String tag = cursor.token();
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
        } while (tags.size() < 100 && cursor.skipTo(','));
        return tags;
    }

    String location() {
        return location;
    }

    String md5() {
        return md5;
    }
}
