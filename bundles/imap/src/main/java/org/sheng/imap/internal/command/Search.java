package org.sheng.imap.internal.command;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.sheng.imap.internal.message.Messages;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.SearchKey;
import org.sheng.imap.internal.search.Question;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.MessageCursor;
import org.sheng.imap.internal.session.MessageCursor.Row;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;

/** SEARCH (RFC 3501 §6.4.4; MODSEQ: RFC 7162 §3.1.5). */
final class Search implements Work {
    private static final int PAGE = 500;

    private final ImapSession session;
    private final Command.Search command;
    private final MessageCursor cursor;
    private final Question question;
    private final List<Long> found = new ArrayList<>();
    private List<Row> page = List.of();
    private int at;
    private long modseq;
    private int told;

    private Search(ImapSession session, Command.Search command) {
        this.session = session;
        this.command = command;
        Selected selected = session.selected();
        this.question = new Question(command.key(), selected, new Messages(session.store(), session.imap().scanner()));
        this.cursor = new MessageCursor(session.store(), selected, question.candidates());
    }

    static Next handle(ImapSession session, Command.Search command) {
        if (!command.charset().isEmpty() && !isKnown(command.charset())) {
            return session.no("[BADCHARSET (UTF-8 US-ASCII)] This charset is not known here");
        }
        if (asksModseq(command.key())) {
            session.enableCondstore(); // RFC 7162 §3.1
        }
        Search search = new Search(session, command);
        return session.run(search, () -> session.run(search::tell, () -> session.ok("Searched")));
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

    @Override
    public Step step() {
        if (question.isOpen()) {
            question.goOn();
            return question.isOpen() ? Step.MORE : take();
        }
        if (at == page.size()) {
            if (cursor.atEnd()) {
                return Step.DONE;
            }
            page = cursor.page(PAGE);
            at = 0;
            return Step.MORE;
        }
        Row row = page.get(at);
        question.ask(row.position(), row.message());
        return question.isOpen() ? Step.MORE : take();
    }

    private Step take() {
        Row row = page.get(at++);
        if (question.answer()) {
            found.add(command.uid() ? row.message().uid() : row.position());
            modseq = Math.max(modseq, row.message().modseq());
        }
        return Step.MORE;
    }

    private Step tell() {
        Out out = session.out();
        if (told == 0) {
            out.raw("* SEARCH");
        }
        int end = Math.min(found.size(), told + 1_000);
        for (; told < end; told++) {
            out.raw(' ').number(found.get(told));
        }
        if (told < found.size()) {
            return Step.MORE;
        }
        if (asksModseq(command.key()) && !found.isEmpty()) {
            out.raw(" (MODSEQ ").number(modseq).raw(')');
        }
        out.end();
        return Step.DONE;
    }
}
