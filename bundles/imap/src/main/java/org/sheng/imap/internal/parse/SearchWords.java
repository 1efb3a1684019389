package org.sheng.imap.internal.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sheng.imap.internal.parse.SearchKey.When;
import org.sheng.store.Flags;

/** Search keys (RFC 9051 §9 search-key, RFC 7162 §3.1.5). */
final class SearchWords {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_KEYS = 1_000;

    private final Lexer in;
    private final Charset charset;
    private int keys;

    SearchWords(Lexer in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** All keys up to the end of the command. */
    SearchKey all() {
        SearchKey key = keys(0);
        in.finish();
        return key;
    }

    private SearchKey keys(int depth) {
        List<SearchKey> all = new ArrayList<>(2);
        do {
            all.add(key(depth));
        } while (in.take(' '));
        return all.size() == 1 ? all.get(0) : new SearchKey.And(all);
    }

    private SearchKey key(int depth) {
        if (depth > MAX_DEPTH || ++keys > MAX_KEYS) {
            throw new SyntaxError("the search has too many keys or levels");
        }
        if (in.take('(')) {
            SearchKey key = keys(depth + 1);
            in.expect(')');
            return key;
        }
        if (SetWords.isNext(in)) {
            return new SearchKey.Numbers(false, SetWords.read(in));
        }
        String word = in.upperAtom();
        return switch (word) {
            case "ALL" -> new SearchKey.All();
            case "ANSWERED" -> new SearchKey.Flag(Flags.ANSWERED, true);
            case "UNANSWERED" -> new SearchKey.Flag(Flags.ANSWERED, false);
            case "DELETED" -> new SearchKey.Flag(Flags.DELETED, true);
            case "UNDELETED" -> new SearchKey.Flag(Flags.DELETED, false);
            case "DRAFT" -> new SearchKey.Flag(Flags.DRAFT, true);
            case "UNDRAFT" -> new SearchKey.Flag(Flags.DRAFT, false);
            case "FLAGGED" -> new SearchKey.Flag(Flags.FLAGGED, true);
            case "UNFLAGGED" -> new SearchKey.Flag(Flags.FLAGGED, false);
            case "SEEN" -> new SearchKey.Flag(Flags.SEEN, true);
            case "UNSEEN" -> new SearchKey.Flag(Flags.SEEN, false);
            case "RECENT" -> new SearchKey.Recent(true);
            case "OLD" -> new SearchKey.Recent(false);
            case "NEW" -> new SearchKey.And(List.of(new SearchKey.Recent(true), new SearchKey.Flag(Flags.SEEN, false)));
            case "KEYWORD" -> new SearchKey.Keyword(spacedAtom(), true);
            case "UNKEYWORD" -> new SearchKey.Keyword(spacedAtom(), false);
            case "BEFORE" -> new SearchKey.Internal(When.BEFORE, date());
            case "ON" -> new SearchKey.Internal(When.ON, date());
            case "SINCE" -> new SearchKey.Internal(When.SINCE, date());
            case "SENTBEFORE" -> new SearchKey.Sent(When.BEFORE, date());
            case "SENTON" -> new SearchKey.Sent(When.ON, date());
            case "SENTSINCE" -> new SearchKey.Sent(When.SINCE, date());
            case "LARGER" -> new SearchKey.Larger(number());
            case "SMALLER" -> new SearchKey.Smaller(number());
            case "FROM", "TO", "CC", "BCC", "SUBJECT" -> new SearchKey.Header(word.toLowerCase(Locale.ROOT), text());
            case "HEADER" -> new SearchKey.Header(text().toLowerCase(Locale.ROOT), text());
            case "BODY" -> new SearchKey.Body(text());
            case "TEXT" -> new SearchKey.Text(text());
            case "UID" -> uid();
            case "MODSEQ" -> modseq();
            case "NOT" -> not(depth);
            case "OR" -> or(depth);
            default -> throw new SyntaxError("there is no search key " + word);
        };
    }

    private SearchKey uid() {
        in.space();
        return new SearchKey.Numbers(true, SetWords.read(in));
    }

    /** RFC 7162 §3.1.5: the entry, a flag and its kind, may be there; all flags of a message share one MODSEQ here. */
    private SearchKey modseq() {
        in.space();
        if (in.peek() == '"') {
            in.stringBytes();
            in.space();
            String kind = in.upperAtom();
            if (!kind.equals("PRIV") && !kind.equals("SHARED") && !kind.equals("ALL")) {
                throw new SyntaxError("the kind of an entry is priv, shared or all");
            }
            in.space();
        }
        return new SearchKey.Modseq(in.number());
    }

    private SearchKey not(int depth) {
        in.space();
        return new SearchKey.Not(key(depth + 1));
    }

    private SearchKey or(int depth) {
        in.space();
        SearchKey one = key(depth + 1);
        in.space();
        return new SearchKey.Or(one, key(depth + 1));
    }

    private String spacedAtom() {
        in.space();
        return in.atom();
    }

    private java.time.LocalDate date() {
        in.space();
        return DateWords.date(in);
    }

    private long number() {
        in.space();
        return in.number();
    }

    private String text() {
        in.space();
        byte[] bytes = in.astringBytes();
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return Lexer.decode(bytes);
        }
    }
}
