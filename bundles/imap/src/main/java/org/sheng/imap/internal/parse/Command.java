package org.sheng.imap.internal.parse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sheng.store.Flags;

/** What a client can ask for. Mailbox names are decoded, INBOX in capitals, otherwise as the client wrote them. */
public sealed interface Command {

    /** As in the protocol, capitals. */
    default String name() {
        return getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT);
    }

    /** True for the forms with UID, during which EXPUNGE may be told (RFC 3501 §7.4.1). */
    default boolean uid() {
        return false;
    }

    record Capability() implements Command { }

    record Noop() implements Command { }

    record Logout() implements Command { }

    record StartTls() implements Command { }

    /** @param initial decoded initial response (RFC 4959) */
    record Authenticate(String mechanism, Optional<byte[]> initial) implements Command { }

    record Login(String user, char[] password) implements Command { }

    record Enable(List<String> capabilities) implements Command { }

    /** RFC 2971; NIL values are empty. */
    record Id(Map<String, String> fields) implements Command { }

    record Select(String mailbox, boolean examine, boolean condstore) implements Command {
        @Override
        public String name() {
            return examine ? "EXAMINE" : "SELECT";
        }
    }

    record Create(String mailbox) implements Command { }

    record Delete(String mailbox) implements Command { }

    record Rename(String from, String to) implements Command { }

    record Subscribe(String mailbox) implements Command { }

    record Unsubscribe(String mailbox) implements Command { }

    /** With the selection and return options of RFC 5258 that RFC 6154 §2 needs. */
    record List_(String reference, List<String> patterns, Set<ListOption> only, Set<ListOption> give) implements Command {
        @Override
        public String name() {
            return "LIST";
        }
    }

    enum ListOption { SPECIAL_USE, SUBSCRIBED, CHILDREN, REMOTE }

    record Lsub(String reference, String pattern) implements Command { }

    record Namespace() implements Command { }

    record Status(String mailbox, Set<StatusItem> items) implements Command { }

    enum StatusItem { MESSAGES, RECENT, UIDNEXT, UIDVALIDITY, UNSEEN, HIGHESTMODSEQ }

    /**
     * All of APPEND but the message, which follows as a literal.
     *
     * @param date epoch milliseconds
     * @param size bytes of the literal
     * @param waits the client waits for the go-ahead (no LITERAL+)
     */
    record Append(String mailbox, Flags flags, OptionalLong date, long size, boolean waits) implements Command { }

    record Idle() implements Command { }

    record Check() implements Command { }

    record Close() implements Command { }

    record Unselect() implements Command { }

    /** @param uids of UID EXPUNGE (RFC 4315 §2.1) */
    record Expunge(Optional<SequenceSet> uids) implements Command { }

    /** @param charset empty: none was said */
    record Search(boolean uid, String charset, SearchKey key) implements Command { }

    /** @param changedSince RFC 7162 §3.1.4.1; -1: none */
    record Fetch(boolean uid, SequenceSet set, List<FetchItem> items, long changedSince) implements Command { }

    /** @param unchangedSince RFC 7162 §3.1.3; -1: none */
    record Store(boolean uid, SequenceSet set, long unchangedSince, org.sheng.store.Batch.FlagChange change, boolean silent, Flags flags)
            implements Command { }

    record Copy(boolean uid, SequenceSet set, String mailbox) implements Command { }

    record Move(boolean uid, SequenceSet set, String mailbox) implements Command { }

    /** A name that no command has. */
    record Unknown(String word) implements Command { }

    /** Not understood; the reason is for the client. */
    record Invalid(String reason) implements Command { }
}
