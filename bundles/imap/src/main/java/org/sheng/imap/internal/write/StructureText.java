package org.sheng.imap.internal.write;

import java.util.List;
import org.sheng.mime.MessageSummary.Envelope;
import org.sheng.mime.MessageSummary.Parameter;
import org.sheng.mime.MessageSummary.Part;

/** BODY and BODYSTRUCTURE (RFC 9051 §7.5.2). */
public final class StructureText {
    private static final String NO_TEXT = "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0)";

    private StructureText() { }

    /** @param extended with the extension data that only BODYSTRUCTURE has */
    public static void write(Out out, Part part, boolean extended) {
        out.raw('(');
        if (part.type().equals("multipart")) {
            multipart(out, part, extended);
        } else {
            single(out, part, extended);
        }
        out.raw(')');
    }

    private static void multipart(Out out, Part part, boolean extended) {
        part.parts().forEach(inner -> write(out, inner, extended));
        if (part.parts().isEmpty()) {
            out.raw(NO_TEXT); // the grammar wants one part at least
        }
        out.raw(' ').string(part.subtype());
        if (extended) {
            out.raw(' ');
            parameters(out, part.parameters());
            tail(out, part);
        }
    }

    private static void single(Out out, Part part, boolean extended) {
        out.string(part.type()).raw(' ').string(part.subtype()).raw(' ');
        parameters(out, part.parameters());
        out.raw(' ').nstring(part.contentId()).raw(' ').nstring(part.description()).raw(' ').string(part.encoding()).raw(' ')
                .number(part.bodyEnd() - part.bodyStart());
        if (part.type().equals("message") && (part.subtype().equals("rfc822") || part.subtype().equals("global"))) {
            out.raw(' ');
            EnvelopeText.write(out, part.message().map(m -> m.envelope()).orElse(Envelope.NONE));
            out.raw(' ');
            part.message().ifPresentOrElse(m -> write(out, m.body(), extended), () -> out.raw(NO_TEXT));
            out.raw(' ').number(part.lines());
        } else if (part.type().equals("text")) {
            out.raw(' ').number(part.lines());
        }
        if (extended) {
            out.raw(' ').nstring(part.md5());
            tail(out, part);
        }
    }

    private static void tail(Out out, Part part) {
        if (part.disposition().isEmpty()) {
            out.raw(" NIL ");
        } else {
            out.raw(" (").string(part.disposition()).raw(' ');
            parameters(out, part.dispositionParameters());
            out.raw(") ");
        }
        languages(out, part.language());
        out.raw(' ').nstring(part.location());
    }

    private static void languages(Out out, List<String> languages) {
        if (languages.size() < 2) {
            out.nstring(languages.isEmpty() ? "" : languages.get(0));
            return;
        }
        for (int i = 0; i < languages.size(); i++) {
            out.raw(i == 0 ? '(' : ' ').string(languages.get(i));
        }
        out.raw(')');
    }

    private static void parameters(Out out, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            out.raw("NIL");
            return;
        }
        for (int i = 0; i < parameters.size(); i++) {
            out.raw(i == 0 ? '(' : ' ').string(parameters.get(i).name()).raw(' ').string(parameters.get(i).value());
        }
        out.raw(')');
    }
}
