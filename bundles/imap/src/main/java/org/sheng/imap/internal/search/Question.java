package org.sheng.imap.internal.search;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sheng.imap.internal.message.Messages;
import org.sheng.imap.internal.message.Span;
import org.sheng.imap.internal.parse.SearchKey;
import org.sheng.imap.internal.parse.SearchKey.When;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Address;
import org.sheng.store.BlobReader;
import org.sheng.store.Message;
import org.sheng.store.StoreException;

/**
 * Search keys, asked of one message after another. What needs the message's text stays unknown at first; only where the answer depends on it is the text
 * read, in steps: {@link #isOpen}, {@link #goOn}; until the answer is known the message is held open, so that it is read to
 * its end though it is removed meanwhile.
 */
final class Question {
    private static final int MAX_HEADER = 1 << 20;

    private final SearchKey root;
    private final Selected selected;
    private final Messages messages;
    private final Consumer<BlobReader> reads;
    private final Map<SearchKey, Positions> sets = new IdentityHashMap<>();
    private final Map<String, String> needles = new HashMap<>();

    private int position;
    private Message message;
    private MessageSummary summary;
    private HeaderTexts headers;
    private final Map<String, Boolean> texts = new HashMap<>();
    private String wanted;
    private BlobReader reader;
    private TextSearch search;
    private Boolean answer = false;

    /** @param reads holds the message that is read, and closes it when it is given null */
    Question(SearchKey root, Selected selected, Messages messages, Consumer<BlobReader> reads) {
        this.reads = reads;
        this.root = root;
        this.selected = selected;
        this.messages = messages;
    }

    private Positions set(SearchKey.Numbers numbers) {
        return sets.computeIfAbsent(numbers, key -> Conditions.positions(numbers, selected));
    }

    void ask(int at, Message of) {
        position = at;
        message = of;
        summary = null;
        headers = null;
        search = null;
        texts.clear();
        decide();
    }

    /** True while the answer is not known. */
    boolean isOpen() {
        return answer == null;
    }

    boolean answer() {
        return answer;
    }

    /** Reads on. */
    void goOn() {
        try {
            if (reader == null) {
                summary(); // while it is there: all else that the answer needs was asked for when the text was
                reader = messages.open(message);
                reads.accept(reader);
            }
            if (search == null) {
                search = new TextSearch(reader, summary(), wanted);
            }
            search.step();
        } catch (StoreException e) {
            leaveOut(e);
            return;
        }
        if (search.isDone()) {
            texts.put(wanted, search.found());
            search = null;
            decide();
        }
    }

    private void decide() {
        wanted = null;
        try {
            answer = test(root);
        } catch (StoreException e) {
            leaveOut(e);
        }
        if (answer != null) {
            letGo();
        }
    }

    private void letGo() {
        if (reader != null) {
            reader = null;
            reads.accept(null);
        }
    }

    /** A message that was removed while it was looked at does not match. */
    private void leaveOut(StoreException e) {
        letGo();
        if (e.reason() != StoreException.Reason.MISSING) {
            throw e;
        }
        answer = false;
    }

    /** Null: not known yet. */
    private Boolean test(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return all(and.keys());
        }
        if (key instanceof SearchKey.Or or) {
            Boolean one = test(or.one());
            if (Boolean.TRUE.equals(one)) {
                return true;
            }
            Boolean other = test(or.other());
            return Boolean.TRUE.equals(other) ? Boolean.TRUE : one == null || other == null ? null : Boolean.FALSE;
        }
        if (key instanceof SearchKey.Not not) {
            Boolean inner = test(not.key());
            return inner == null ? null : !inner;
        }
        if (key instanceof SearchKey.Body body) {
            return text(needle(body.text()));
        }
        if (key instanceof SearchKey.Text text) {
            String needle = needle(text.text());
            return headers().contains(needle) ? Boolean.TRUE : text(needle);
        }
        return simple(key);
    }

    private Boolean all(List<SearchKey> keys) {
        boolean unknown = false;
        for (SearchKey key : keys) {
            Boolean one = test(key);
            if (Boolean.FALSE.equals(one)) {
                return false;
            }
            unknown |= one == null;
        }
        return unknown ? null : true;
    }

    private Boolean text(String needle) {
        Boolean known = texts.get(needle);
        if (known == null && wanted == null) {
            wanted = needle;
        }
        return known;
    }

    private boolean simple(SearchKey key) {
        if (key instanceof SearchKey.Flag flag) {
            return message.flags().has(flag.bit()) == flag.set();
        }
        if (key instanceof SearchKey.Keyword keyword) {
            return message.flags().hasKeyword(keyword.keyword()) == keyword.set();
        }
        if (key instanceof SearchKey.Numbers numbers) {
            return set(numbers).contains(position);
        }
        if (key instanceof SearchKey.Recent recent) {
            return selected.recents().has(message.uid()) == recent.wanted();
        }
        if (key instanceof SearchKey.Larger larger) {
            return message.size() > larger.bytes();
        }
        if (key instanceof SearchKey.Smaller smaller) {
            return message.size() < smaller.bytes();
        }
        if (key instanceof SearchKey.Modseq modseq) {
            return message.modseq() >= modseq.atLeast();
        }
        if (key instanceof SearchKey.Internal internal) {
            LocalDate day = LocalDateTime.ofEpochSecond(Math.floorDiv(message.internalDate(), 1000L), 0, ZoneOffset.UTC).toLocalDate();
            return fits(internal.when(), day, internal.day());
        }
        if (key instanceof SearchKey.Sent sent) {
            return summary().envelope().date().flatMap(SentDate::parse).map(day -> fits(sent.when(), day, sent.day())).orElse(false);
        }
        if (key instanceof SearchKey.Header header) {
            return header(header.field(), needle(header.text()));
        }
        return true; // ALL
    }

    private static boolean fits(When when, LocalDate day, LocalDate limit) {
        return switch (when) {
            case BEFORE -> day.isBefore(limit);
            case ON -> day.equals(limit);
            case SINCE -> !day.isBefore(limit);
        };
    }

    private boolean header(String field, String needle) {
        MessageSummary.Envelope envelope = summary().envelope();
        return switch (field) {
            case "subject" -> !needle.isEmpty() && Fold.fold(Fold.decoded(envelope.subject().orElse(""))).contains(needle)
                    || needle.isEmpty() && headers().matches(field, needle);
            case "from" -> addresses(envelope.from(), needle);
            case "to" -> addresses(envelope.to(), needle);
            case "cc" -> addresses(envelope.cc(), needle);
            case "bcc" -> addresses(envelope.bcc(), needle);
            default -> headers().matches(field, needle);
        };
    }

    private static boolean addresses(List<Address> addresses, String needle) {
        return addresses.stream().anyMatch(address -> Fold.fold(Fold.decoded(address.name()) + " <" + address.mailbox() + "@" + address.host() + ">")
                .contains(needle));
    }

    private String needle(String text) {
        return needles.computeIfAbsent(text, Fold::fold);
    }

    private MessageSummary summary() {
        if (summary == null) {
            summary = messages.summary(message);
        }
        return summary;
    }

    private HeaderTexts headers() {
        if (headers == null) {
            headers = HeaderTexts.of(messages.read(message.blob(), new Span(0, summary().headerSize()).part(0, MAX_HEADER)));
        }
        return headers;
    }
}
