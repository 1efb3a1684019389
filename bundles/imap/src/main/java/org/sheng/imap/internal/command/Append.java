package org.sheng.imap.internal.command;

import java.nio.ByteBuffer;
import org.sheng.directory.Limits;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Listener;
import org.sheng.mime.MessageScanner;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.Slot;
import org.sheng.store.StoreException;

/** APPEND (RFC 3501 §6.3.11; APPENDUID: RFC 4315 §3): the message goes to the store while it comes. */
final class Append implements Listener, AutoCloseable {
    private static final int MAX_TRAILER = 100;

    private final ImapSession session;
    private final Command.Append command;
    private final String refusal;
    private final BlobWriter writer;
    private final MessageScanner.Scan scan;
    private long left;
    private int trailer;
    private boolean more;

    private Append(ImapSession session, Command.Append command, String refusal) {
        this.session = session;
        this.command = command;
        this.refusal = refusal;
        this.left = command.size();
        this.writer = refusal.isEmpty() ? session.store().newBlob() : null;
        this.scan = refusal.isEmpty() ? session.imap().scanner().begin() : null;
    }

    static Next handle(ImapSession session, Command.Append command) {
        String refusal = refusal(session, command);
        if (!refusal.isEmpty() && command.waits()) {
            return session.no(refusal);
        }
        if (command.size() > session.settings().maxMessageSize()) {
            session.no(refusal);
            return session.bye("[TOOBIG] A message was announced that is not read"); // RFC 7888 §4
        }
        if (command.waits()) {
            session.out().raw("+ Send the message\r\n");
        }
        session.listen(new Append(session, command, refusal));
        return Next.AGAIN;
    }

    /** Why the message will not be taken, as far as can be said before it is there; empty: it may be. */
    private static String refusal(ImapSession session, Command.Append command) {
        Limits limits = session.user().limits();
        long most = session.settings().maxMessageSize();
        if (limits.maxMessageBytes() > 0) {
            most = Math.min(most, limits.maxMessageBytes());
        }
        if (command.size() > most) {
            return "[TOOBIG] A message has at most " + most + " bytes"; // RFC 4469 §4.2
        }
        if (command.size() == 0) {
            return "[CANNOT] There is no message of no bytes";
        }
        if (session.store().mailbox(session.user().id(), command.mailbox()).isEmpty()) {
            return "[TRYCREATE] There is no mailbox of this name";
        }
        boolean full = limits.quotaBytes() > 0 && session.store().usage(session.user().id()).bytes() + command.size() > limits.quotaBytes();
        return full ? "[OVERQUOTA] The mailbox is full: delete messages first" : "";
    }

    @Override
    public Next input(ByteBuffer unread) {
        if (left > 0) {
            return message(unread);
        }
        while (unread.hasRemaining()) {
            byte b = unread.get();
            if (b == '\n') {
                session.listen(null);
                return end();
            }
            more |= b != '\r';
            if (++trailer > MAX_TRAILER) {
                abort();
                return session.bye("The command does not end behind its message");
            }
        }
        return Next.MORE;
    }

    private Next message(ByteBuffer unread) {
        int count = (int) Math.min(left, unread.remaining());
        left -= count;
        if (writer == null) {
            unread.position(unread.position() + count);
            return Next.AGAIN;
        }
        ByteBuffer piece = unread.slice(unread.position(), count);
        scan.update(piece);
        writer.write(piece);
        unread.position(unread.position() + count);
        // A chunk that could not be written fails the commit, too, which says so.
        return writer.writable() ? Next.AGAIN : session.await(writer.drained(), (done, failure) -> Next.AGAIN);
    }

    private Next end() {
        if (more) {
            abort();
            return session.bad("APPEND takes one message, and nothing behind it");
        }
        if (writer == null) {
            return session.no(refusal);
        }
        if (scan.hasNul()) {
            abort();
            return session.no("[CANNOT] A message with a NUL octet cannot be kept: encode it in base64"); // RFC 3501 §4.3
        }
        Limits limits = session.user().limits();
        long now = session.imap().clock().millis();
        BlobWriter.FinishedBlob blob = writer.finish(session.imap().scanner().encode(scan.finish()));
        Batch batch = new Batch().blob(blob);
        Slot<Batch.Appended> slot = batch.append(session.user().id(), command.mailbox(), blob.id(), command.flags(), command.date().orElse(now), now,
                0, limits.quotaBytes(), limits.quotaMessages(), now / 1000);
        return session.await(session.store().commit(batch), (result, failure) -> {
            if (failure != null) {
                writer.abort();
                return refused(failure);
            }
            Batch.Appended done = result.of(slot);
            if (session.selected() != null && session.selected().id() == done.mailbox()) {
                session.selected().touch();
            }
            return session.ok("[APPENDUID " + done.uidValidity() + " " + done.uid() + "] Appended");
        });
    }

    private Next refused(Throwable failure) {
        boolean gone = Failures.of(failure) instanceof StoreException e && e.reason() == StoreException.Reason.MISSING;
        return gone ? session.no("[TRYCREATE] There is no mailbox of this name") : session.failed(failure);
    }

    private void abort() {
        if (writer != null) {
            writer.abort();
        }
    }

    /** The connection is gone in the middle. */
    @Override
    public void close() {
        abort();
    }
}
