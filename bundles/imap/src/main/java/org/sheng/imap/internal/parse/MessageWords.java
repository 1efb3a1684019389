package org.sheng.imap.internal.parse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.Flags;

/** What follows the names of the commands about messages (RFC 3501 §6.4, RFC 7162). */
final class MessageWords {
    private MessageWords() { }

    static SequenceSet set(Lexer in) {
        in.space();
        return SetWords.read(in);
    }

    static Command search(Lexer in, boolean uid) {
        in.space();
        String charset = "";
        if (in.peekWord("CHARSET")) {
            in.atom();
            in.space();
            charset = in.astring();
            in.space();
        }
        return new Command.Search(uid, charset, new SearchWords(in, charset(charset)).all());
    }

    /** One that is not known here is refused by who answers; until then its bytes may stand for themselves. */
    private static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    static Command fetch(Lexer in, boolean uid) {
        SequenceSet set = set(in);
        in.space();
        List<FetchItem> items = FetchWords.items(in);
        long changedSince = -1;
        if (in.take(' ')) { // RFC 4466 §2.4
            in.expect('(');
            String word = in.upperAtom();
            if (!word.equals("CHANGEDSINCE")) {
                throw new SyntaxError("FETCH has no modifier " + word);
            }
            in.space();
            changedSince = in.number();
            in.expect(')');
        }
        return in.end(new Command.Fetch(uid, set, items, changedSince));
    }

    static Command store(Lexer in, boolean uid) {
        SequenceSet set = set(in);
        in.space();
        long unchangedSince = -1;
        if (in.take('(')) { // RFC 7162 §3.1.3
            String word = in.upperAtom();
            if (!word.equals("UNCHANGEDSINCE")) {
                throw new SyntaxError("STORE has no modifier " + word);
            }
            in.space();
            unchangedSince = in.number();
            in.expect(')');
            in.space();
        }
        FlagChange change = in.take('+') ? FlagChange.ADD : in.take('-') ? FlagChange.REMOVE : FlagChange.REPLACE;
        String item = in.upperAtom();
        if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) {
            throw new SyntaxError("only FLAGS can be stored");
        }
        in.space();
        Flags flags = FlagWords.read(in, true);
        return in.end(new Command.Store(uid, set, unchangedSince, change, item.endsWith("SILENT"), flags));
    }
}
