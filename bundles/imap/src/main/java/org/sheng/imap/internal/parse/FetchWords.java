package org.sheng.imap.internal.parse;

import static org.sheng.imap.internal.parse.FetchItem.Simple.BODY;
import static org.sheng.imap.internal.parse.FetchItem.Simple.ENVELOPE;
import static org.sheng.imap.internal.parse.FetchItem.Simple.FLAGS;
import static org.sheng.imap.internal.parse.FetchItem.Simple.INTERNALDATE;
import static org.sheng.imap.internal.parse.FetchItem.Simple.RFC822_SIZE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sheng.imap.internal.parse.FetchItem.Simple;
import org.sheng.imap.internal.parse.Section.Kind;

/** What FETCH asks for (RFC 9051 §9 fetch-att, with RFC822.* of RFC 3501 §6.4.5). */
final class FetchWords {
    private static final int MAX_ITEMS = 200;
    private static final int MAX_FIELDS = 500;
    private static final int MAX_PART_LEVELS = 200;

    private FetchWords() { }

    static List<FetchItem> items(Lexer in) {
        if (!in.take('(')) {
            String name = in.itemName();
            return switch (name) {
                case "ALL" -> List.of(FLAGS, INTERNALDATE, RFC822_SIZE, ENVELOPE);
                case "FAST" -> List.of(FLAGS, INTERNALDATE, RFC822_SIZE);
                case "FULL" -> List.of(FLAGS, INTERNALDATE, RFC822_SIZE, ENVELOPE, BODY);
                default -> List.of(item(in, name));
            };
        }
        List<FetchItem> items = new ArrayList<>();
        do {
            items.add(item(in, in.itemName()));
            if (items.size() > MAX_ITEMS) {
                throw new SyntaxError("at most " + MAX_ITEMS + " items can be fetched at once");
            }
        } while (in.take(' '));
        in.expect(')');
        return items;
    }

    private static FetchItem item(Lexer in, String name) {
        return switch (name) {
            case "ENVELOPE" -> ENVELOPE;
            case "FLAGS" -> FLAGS;
            case "INTERNALDATE" -> INTERNALDATE;
            case "RFC822.SIZE" -> RFC822_SIZE;
            case "BODYSTRUCTURE" -> Simple.BODYSTRUCTURE;
            case "UID" -> Simple.UID;
            case "MODSEQ" -> Simple.MODSEQ;
            case "RFC822" -> new FetchItem.Bytes(whole(Kind.ALL), false, "RFC822", -1, 0);
            case "RFC822.HEADER" -> new FetchItem.Bytes(whole(Kind.HEADER), true, "RFC822.HEADER", -1, 0);
            case "RFC822.TEXT" -> new FetchItem.Bytes(whole(Kind.TEXT), false, "RFC822.TEXT", -1, 0);
            case "BODY" -> in.peek() == '[' ? section(in, false) : BODY;
            case "BODY.PEEK" -> section(in, true);
            default -> throw new SyntaxError("nothing called " + name + " can be fetched");
        };
    }

    private static Section whole(Kind kind) {
        return new Section(List.of(), kind, List.of());
    }

    private static FetchItem section(Lexer in, boolean peek) {
        in.expect('[');
        Section section = in.peek() == ']' ? whole(Kind.ALL) : section(in);
        in.expect(']');
        long offset = -1;
        long count = 0;
        if (in.take('<')) {
            offset = in.number();
            in.expect('.');
            count = in.number();
            in.expect('>');
            if (count == 0) {
                throw new SyntaxError("a partial fetch of no bytes");
            }
        }
        return new FetchItem.Bytes(section, peek, "BODY[" + label(section) + "]", offset, count);
    }

    private static Section section(Lexer in) {
        List<Integer> part = new ArrayList<>(2);
        while (in.peek() >= '0' && in.peek() <= '9') {
            long number = in.number();
            if (number == 0 || number > Integer.MAX_VALUE || part.size() == MAX_PART_LEVELS) {
                throw new SyntaxError("no part can have this number");
            }
            part.add((int) number);
            if (!in.take('.')) {
                return new Section(part, Kind.ALL, List.of());
            }
        }
        String word = in.itemName();
        Kind kind = switch (word) {
            case "HEADER" -> Kind.HEADER;
            case "HEADER.FIELDS" -> Kind.FIELDS;
            case "HEADER.FIELDS.NOT" -> Kind.FIELDS_NOT;
            case "TEXT" -> Kind.TEXT;
            case "MIME" -> Kind.MIME;
            default -> throw new SyntaxError("there is no section " + word);
        };
        if (kind == Kind.MIME && part.isEmpty()) {
            throw new SyntaxError("MIME needs a part's number");
        }
        return new Section(part, kind, kind == Kind.FIELDS || kind == Kind.FIELDS_NOT ? fields(in) : List.of());
    }

    private static List<String> fields(Lexer in) {
        in.space();
        in.expect('(');
        List<String> fields = new ArrayList<>();
        do {
            fields.add(in.astring());
            if (fields.size() > MAX_FIELDS) {
                throw new SyntaxError("at most " + MAX_FIELDS + " header fields can be named");
            }
        } while (in.take(' '));
        in.expect(')');
        return fields;
    }

    private static String label(Section section) {
        StringBuilder out = new StringBuilder();
        section.part().forEach(number -> out.append(out.isEmpty() ? "" : ".").append(number));
        String word = switch (section.kind()) {
            case ALL -> "";
            case HEADER -> "HEADER";
            case FIELDS -> "HEADER.FIELDS (" + names(section) + ")";
            case FIELDS_NOT -> "HEADER.FIELDS.NOT (" + names(section) + ")";
            case TEXT -> "TEXT";
            case MIME -> "MIME";
        };
        return out.append(out.isEmpty() || word.isEmpty() ? "" : ".").append(word).toString();
    }

    private static String names(Section section) {
        return String.join(" ", section.fields().stream().map(FetchWords::name).toList());
    }

    private static String name(String field) {
        boolean plain = !field.isEmpty() && field.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
        return plain ? field.toUpperCase(Locale.ROOT) : '"' + field.replaceAll("[^ -~]", "?").replaceAll("([\\\\\"])", "\\\\$1") + '"';
    }
}
