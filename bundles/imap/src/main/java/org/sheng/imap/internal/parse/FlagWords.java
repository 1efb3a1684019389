package org.sheng.imap.internal.parse;

import java.util.TreeSet;
import org.sheng.store.Flags;

/** Flags and keywords (RFC 9051 §9 flag). */
final class FlagWords {
    private FlagWords() { }

    /** In parentheses, or bare as STORE allows it. \Recent, and what is no flag here, is passed over. */
    static Flags read(Lexer in, boolean bare) {
        boolean list = in.take('(');
        if (!list && !bare) {
            throw new SyntaxError("a list of flags is missing" + in.where());
        }
        int bits = 0;
        TreeSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        while (!(list && in.peek() == ')')) {
            if (in.take('\\')) {
                String name = in.upperAtom();
                bits |= switch (name) {
                    case "SEEN" -> Flags.SEEN;
                    case "ANSWERED" -> Flags.ANSWERED;
                    case "FLAGGED" -> Flags.FLAGGED;
                    case "DELETED" -> Flags.DELETED;
                    case "DRAFT" -> Flags.DRAFT;
                    default -> 0; // RFC 3501 §7.1 PERMANENTFLAGS: what cannot be kept is ignored
                };
            } else {
                String keyword = in.atom();
                if (keyword.length() > 64) {
                    throw new SyntaxError("a keyword has at most 64 characters");
                }
                keywords.add(keyword);
            }
            if (!in.take(' ')) {
                break;
            }
        }
        if (list) {
            in.expect(')');
        }
        if (keywords.size() > Flags.MAX_KEYWORDS) {
            throw new SyntaxError("a message can have " + Flags.MAX_KEYWORDS + " keywords");
        }
        return Flags.of(bits, keywords);
    }
}
