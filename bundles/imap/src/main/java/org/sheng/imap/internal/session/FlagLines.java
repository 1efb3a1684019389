package org.sheng.imap.internal.session;

import org.sheng.imap.internal.write.Out;
import org.sheng.store.Message;

/** Tells of flags: which there are, and which a message has. */
public final class FlagLines {
    private FlagLines() { }

    /** FLAGS and PERMANENTFLAGS: when a mailbox is selected, and when a keyword came up in it. */
    public static void tellAll(ImapSession session) {
        Selected selected = session.selected();
        StringBuilder all = new StringBuilder("\\Answered \\Flagged \\Deleted \\Seen \\Draft");
        selected.keywords().forEach(keyword -> all.append(' ').append(keyword));
        Out out = session.out();
        out.raw("* FLAGS (").raw(all.toString()).raw(")\r\n");
        out.raw("* OK [PERMANENTFLAGS (").raw(selected.readOnly() ? "" : all + " \\*").raw(")] Flags that stay\r\n");
    }

    /** A message's flags, unasked, with its UID, which tells more than a number that may change. */
    static void tell(ImapSession session, Selected selected, int position, Message message) {
        Out out = session.out();
        out.raw("* ").number(position).raw(" FETCH (UID ").number(message.uid()).raw(' ');
        if (session.condstore()) {
            out.raw("MODSEQ (").number(message.modseq()).raw(") ");
        }
        out.raw("FLAGS ").flags(message.flags(), selected.recents().has(message.uid())).raw(")\r\n");
    }
}
