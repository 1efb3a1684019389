package org.sheng.imap.internal.command;

import java.nio.charset.Charset;
import org.sheng.imap.internal.message.Messages;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.SearchKey;
import org.sheng.imap.internal.search.FlagSearch;
import org.sheng.imap.internal.search.Found;
import org.sheng.imap.internal.search.RowSearch;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Work;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;

/** SEARCH (RFC 3501 §6.4.4; MODSEQ: RFC 7162 §3.1.5). */
final class Search {
    private final ImapSession session;
    private final Command.Search command;
    private final Found found = new Found();
    private int told;

    private Search(ImapSession session, Command.Search command) {
        this.session = session;
        this.command = command;
    }

    private Work work() {
        if (FlagSearch.answers(command.key())) {
            return new FlagSearch(command.key(), command.uid(), session.store(), session.selected(), found);
        }
        Messages messages = new Messages(session.store(), session.imap().scanner());
        return new RowSearch(command.key(), command.uid(), session.store(), messages, session::reads,
                session.selected(), found);
    }

    static Next handle(ImapSession session, Command.Search command) {
        if (!command.charset().isEmpty() && !isKnown(command.charset())) {
            return session.no("[BADCHARSET (UTF-8 US-ASCII)] This charset is not known here");
        }
        if (asksModseq(command.key())) {
            session.enableCondstore(); // RFC 7162 §3.1
        }
        Search search = new Search(session, command);
        return session.run(search.work(), () -> session.run(search::tell, () -> session.ok("Searched")));
    }

    private static boolean isKnown(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean asksModseq(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return and.keys().stream().anyMatch(Search::asksModseq);
        }
        if (key instanceof SearchKey.Or or) {
            return asksModseq(or.one()) || asksModseq(or.other());
        }
        return key instanceof SearchKey.Not not ? asksModseq(not.key()) : key instanceof SearchKey.Modseq;
    }

    private Work.Step tell() {
        Out out = session.out();
        if (told == 0) {
            out.raw("* SEARCH");
        }
        int end = Math.min(found.size(), told + 1_000);
        for (; told < end; told++) {
            out.raw(' ').number(found.get(told));
        }
        if (told < found.size()) {
            return Work.Step.MORE;
        }
        if (asksModseq(command.key()) && found.size() > 0) {
            out.raw(" (MODSEQ ").number(found.modseq()).raw(')');
        }
        out.end();
        return Work.Step.DONE;
    }
}
