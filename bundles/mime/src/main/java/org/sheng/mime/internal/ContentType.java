package org.sheng.mime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sheng.mime.MessageSummary.Parameter;

/** The value of a Content-Type or Content-Disposition field (RFC 2045 §5.1, RFC 2183 §2), read leniently. */
record ContentType(String type, String subtype, List<Parameter> parameters) {
    private static final ContentType UNKNOWN = new ContentType("", "", List.of());
    private static final int MAX_PARAMETERS = 100;

    /** Lacks what it must have when the field cannot be understood. */
    static ContentType parse(String field) {
        FieldCursor cursor = new FieldCursor(field);
        String type = cursor.token();
        if (type.isEmpty() || !cursor.take('/')) {
            return UNKNOWN;
        }
        String subtype = cursor.token();
        return subtype.isEmpty() ? UNKNOWN : new ContentType(lower(type), lower(subtype), parameters(cursor));
    }

    static ContentType parseDisposition(String field) {
        if (field.isEmpty()) {
            return UNKNOWN;
        }
        FieldCursor cursor = new FieldCursor(field);
        String type = cursor.token();
        return type.isEmpty() ? UNKNOWN : new ContentType(lower(type), "", parameters(cursor));
    }

    boolean isKnown() {
        return !type.isEmpty();
    }

    private static List<Parameter> parameters(FieldCursor cursor) {
        List<Parameter> found = new ArrayList<>(2);
        while (cursor.skipTo(';') && found.size() < MAX_PARAMETERS) {
            String name = cursor.token();
            if (!name.isEmpty() && cursor.take('=')) {
                found.add(new Parameter(lower(name), cursor.value()));
            }
        }
        return Continuations.join(found);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
