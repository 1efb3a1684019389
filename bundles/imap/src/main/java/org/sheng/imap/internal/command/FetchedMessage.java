package org.sheng.imap.internal.command;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.sheng.imap.internal.message.HeaderFilter;
import org.sheng.imap.internal.message.Messages;
import org.sheng.imap.internal.message.Sections;
import org.sheng.imap.internal.message.Span;
import org.sheng.imap.internal.parse.FetchItem;
import org.sheng.imap.internal.parse.Section.Kind;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Recents;
import org.sheng.imap.internal.write.DateText;
import org.sheng.imap.internal.write.EnvelopeText;
import org.sheng.imap.internal.write.Out;
import org.sheng.imap.internal.write.StructureText;
import org.sheng.mime.MessageSummary;
import org.sheng.store.BlobReader;
import org.sheng.store.Message;
import org.sheng.store.StoreException;

/**
 * Writes one message's FETCH response after another. A long section is written in pieces: {@link #isInside}, {@link
 * #goOn}; until its end the message is held open, so that a literal which was announced is sent whole (RFC 2180 §4.1).
 */
final class FetchedMessage {
    private static final int MAX_HEADER = 1 << 20;

    private final ImapSession session;
    private final Out out;
    private final Recents recents;
    private final Messages messages;
    private final List<FetchItem> items;
    private final boolean needsSummary;
    private final boolean needsBytes;

    private Message message;
    private MessageSummary summary;
    private BlobReader reader;
    private boolean tellFlags;
    private int next;
    private long at;
    private long end;

    FetchedMessage(ImapSession session, List<FetchItem> items) {
        this.session = session;
        this.out = session.out();
        this.recents = session.selected().recents();
        this.messages = new Messages(session.store(), session.imap().scanner());
        this.items = items;
        this.needsBytes = items.stream().anyMatch(FetchItem.Bytes.class::isInstance);
        this.needsSummary = items.stream().anyMatch(FetchedMessage::needsSummary);
    }

    private static boolean needsSummary(FetchItem item) {
        return item instanceof FetchItem.Bytes bytes ? bytes.section().kind() != Kind.ALL || !bytes.section().part().isEmpty()
                : item == FetchItem.Simple.ENVELOPE || item == FetchItem.Simple.BODY || item == FetchItem.Simple.BODYSTRUCTURE;
    }

    /** True while a section is being written. */
    boolean isInside() {
        return at < end;
    }

    /** @return false: the message is gone, and nothing was written */
    boolean begin(int position, Message of, boolean changed) {
        message = of;
        tellFlags = changed && !items.contains(FetchItem.Simple.FLAGS);
        next = 0;
        at = 0;
        end = 0;
        long mark = out.mark();
        try {
            summary = needsSummary ? messages.summary(of) : null;
            if (needsBytes) {
                reader = messages.open(of);
                session.reads(reader);
            }
            out.raw("* ").number(position).raw(" FETCH (");
            items();
            return true;
        } catch (StoreException e) {
            at = end;
            session.reads(null);
            if (!out.rollBack(mark)) { // then the connection must go
                throw new IllegalStateException("a message cannot be read while it is sent: " + e.getMessage(), e);
            }
            if (e.reason() != StoreException.Reason.MISSING) {
                throw e;
            }
            return false;
        }
    }

    /** Writes the next piece; a failure in the middle of a literal leaves nothing but to close the connection. */
    void goOn() {
        try {
            piece();
            if (!isInside()) {
                items();
            }
        } catch (StoreException e) {
            throw new IllegalStateException("a message cannot be read on while it is sent: " + e.getMessage(), e);
        }
    }

    private void piece() {
        ByteBuffer piece = Messages.piece(reader, at, end);
        at += piece.remaining();
        out.direct(piece);
    }

    private void items() {
        while (next < items.size()) {
            if (next > 0) {
                out.raw(' ');
            }
            FetchItem item = items.get(next++);
            if (item instanceof FetchItem.Simple simple) {
                simple(simple);
            } else {
                bytes((FetchItem.Bytes) item);
                if (isInside()) {
                    return;
                }
            }
        }
        if (tellFlags) { // RFC 3501 §6.4.5: \Seen was set by it
            out.raw(' ');
            flagList();
            if (session.condstore() && !items.contains(FetchItem.Simple.MODSEQ)) {
                out.raw(" MODSEQ (").number(message.modseq()).raw(')');
            }
        }
        out.raw(")\r\n");
        session.reads(null);
    }

    private void simple(FetchItem.Simple item) {
        switch (item) {
            case UID -> out.raw("UID ").number(message.uid());
            case FLAGS -> flags();
            case INTERNALDATE -> {
                out.raw("INTERNALDATE ");
                DateText.write(out, message.internalDate());
            }
            case RFC822_SIZE -> out.raw("RFC822.SIZE ").number(message.size());
            case MODSEQ -> out.raw("MODSEQ (").number(message.modseq()).raw(')');
            case ENVELOPE -> {
                out.raw("ENVELOPE ");
                EnvelopeText.write(out, summary.envelope());
            }
            case BODY -> {
                out.raw("BODY ");
                StructureText.write(out, summary.body(), false);
            }
            case BODYSTRUCTURE -> {
                out.raw("BODYSTRUCTURE ");
                StructureText.write(out, summary.body(), true);
            }
        }
    }

    private void flagList() {
        out.raw("FLAGS ").flags(message.flags(), recents.has(message.uid()));
    }

    private void flags() {
        flagList();
        if (session.condstore() && !items.contains(FetchItem.Simple.MODSEQ)) { // RFC 7162 §3.1
            out.raw(" MODSEQ (").number(message.modseq()).raw(')');
        }
    }

    private void bytes(FetchItem.Bytes item) {
        out.raw(item.label());
        if (item.offset() >= 0) {
            out.raw('<').number(item.offset()).raw('>');
        }
        boolean whole = item.section().kind() == Kind.ALL && item.section().part().isEmpty();
        Optional<Span> found = whole ? Optional.of(new Span(0, message.size())) : Sections.find(summary, message.size(), item.section());
        if (found.isEmpty()) {
            out.raw(" NIL");
            return;
        }
        if (item.section().kind() == Kind.FIELDS || item.section().kind() == Kind.FIELDS_NOT) {
            fields(item, found.get());
            return;
        }
        Span span = item.offset() < 0 ? found.get() : found.get().part(item.offset(), item.count());
        out.raw(" {").number(span.length()).raw("}\r\n");
        at = span.from();
        end = span.to();
        if (isInside()) {
            piece(); // most sections are one
        }
    }

    private void fields(FetchItem.Bytes item, Span header) {
        byte[] bytes = Messages.read(reader, header.part(0, MAX_HEADER));
        byte[] kept = HeaderFilter.filter(bytes, item.section().fields(), item.section().kind() == Kind.FIELDS_NOT);
        Span span = item.offset() < 0 ? new Span(0, kept.length) : new Span(0, kept.length).part(item.offset(), item.count());
        out.raw(" {").number(span.length()).raw("}\r\n").bytes(java.util.Arrays.copyOfRange(kept, (int) span.from(), (int) span.to()));
    }
}
