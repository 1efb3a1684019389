package org.sheng.mime;

import java.util.List;
import java.util.Optional;

/**
 * What a list of messages shows. All texts are as in the header, unfolded, not decoded (RFC 2047 is the client's affair, RFC 9051 §7.5.2).
 *
 * @param headerSize bytes up to and with the empty line
 * @param envelope of RFC 9051 §2.3.5
 * @param body of RFC 9051 §2.3.6
 * @param references the message ids of In-Reply-To and References, at most 100
 */
public record MessageSummary(int headerSize, Envelope envelope, Part body, List<String> references) {

    /**
     * Header fields. A text is empty when the field is there and says nothing, and is not there when the field is not: IMAP
     * tells the two apart (RFC 3501 §7.4.2). Lists are in order, at most 1,000 addresses each.
     */
    public record Envelope(Optional<String> date, Optional<String> subject, List<Address> from, List<Address> sender,
            List<Address> replyTo, List<Address> to, List<Address> cc, List<Address> bcc, Optional<String> inReplyTo,
            Optional<String> messageId) {
        public static final Envelope NONE = new Envelope(Optional.empty(), Optional.empty(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** @param host empty: start or end of a group (RFC 9051 §7.5.2), whose name is {@code mailbox} */
    public record Address(String name, String mailbox, String host) { }

    /**
     * A body part. Offsets count from the start of the message, in bytes.
     *
     * @param headerStart of the part's MIME header; for the message itself 0
     * @param bodyStart first byte behind the header's empty line
     * @param bodyEnd first byte behind the body, without the line end that belongs to the boundary (RFC 2046 §5.1.1)
     * @param lines of the body, for text and message/rfc822
     * @param type lower case, without parameters: {@code text}
     * @param subtype lower case
     * @param parameters of Content-Type, names in lower case, RFC 2231 joined
     * @param disposition empty: none
     * @param parts of multipart/*, at most 10,000 in a message, at most 100 levels deep; deeper ones are opaque
     * @param message of message/rfc822: the message within
     */
    public record Part(long headerStart, long bodyStart, long bodyEnd, long lines, String type, String subtype,
            List<Parameter> parameters, String contentId, String description, String encoding, String md5, String disposition,
            List<Parameter> dispositionParameters, List<String> language, String location, List<Part> parts, Optional<Nested> message) { }

    public record Parameter(String name, String value) { }

    /** A message within a part. */
    public record Nested(Envelope envelope, Part body) { }
}
