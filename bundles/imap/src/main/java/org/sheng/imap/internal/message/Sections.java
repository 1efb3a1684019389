package org.sheng.imap.internal.message;

import java.util.List;
import java.util.Optional;
import org.sheng.imap.internal.parse.Section;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Part;

/** Where the sections of a message are (RFC 9051 §6.4.5). */
public final class Sections {
    private Sections() { }

    /** Of HEADER.FIELDS the whole header. Empty: the message has no such section. */
    public static Optional<Span> find(MessageSummary summary, long size, Section section) {
        if (section.part().isEmpty()) {
            return switch (section.kind()) {
                case ALL -> Optional.of(new Span(0, size));
                case HEADER, FIELDS, FIELDS_NOT -> Optional.of(new Span(0, summary.headerSize()));
                case TEXT -> Optional.of(new Span(summary.headerSize(), size));
                case MIME -> Optional.empty();
            };
        }
        return part(summary.body(), section.part()).flatMap(part -> switch (section.kind()) {
            case ALL -> Optional.of(new Span(part.bodyStart(), part.bodyEnd()));
            case MIME -> Optional.of(new Span(part.headerStart(), part.bodyStart()));
            case HEADER, FIELDS, FIELDS_NOT -> part.message().map(m -> new Span(m.body().headerStart(), m.body().bodyStart()));
            case TEXT -> part.message().map(m -> new Span(m.body().bodyStart(), m.body().bodyEnd()));
        });
    }

    private static Optional<Part> part(Part body, List<Integer> path) {
        Part within = body;
        boolean message = true; // a message that is no multipart has its body as part 1
        Part found = body;
        for (int number : path) {
            if (within.type().equals("multipart") && !within.parts().isEmpty()) {
                if (number > within.parts().size()) {
                    return Optional.empty();
                }
                found = within.parts().get(number - 1);
            } else if (message && number == 1) {
                found = within;
            } else {
                return Optional.empty();
            }
            message = found.message().isPresent();
            within = message ? found.message().get().body() : found;
        }
        return Optional.of(found);
    }
}
