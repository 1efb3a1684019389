package org.sheng.imap.internal.write;

import java.util.List;
import java.util.Optional;
import org.sheng.mime.MessageSummary.Address;
import org.sheng.mime.MessageSummary.Envelope;

/** ENVELOPE (RFC 9051 §7.5.2). */
public final class EnvelopeText {
    private EnvelopeText() { }

    public static void write(Out out, Envelope envelope) {
        out.raw('(');
        text(out, envelope.date());
        out.raw(' ');
        text(out, envelope.subject());
        out.raw(' ');
        addresses(out, envelope.from());
        addresses(out, envelope.sender());
        addresses(out, envelope.replyTo());
        addresses(out, envelope.to());
        addresses(out, envelope.cc());
        addresses(out, envelope.bcc());
        text(out, envelope.inReplyTo());
        out.raw(' ');
        text(out, envelope.messageId());
        out.raw(')');
    }

    /** RFC 3501 §7.4.2: NIL where the field is not there, the empty string where it says nothing. */
    private static void text(Out out, Optional<String> text) {
        text.ifPresentOrElse(out::string, () -> out.raw("NIL"));
    }

    private static void addresses(Out out, List<Address> addresses) {
        if (addresses.isEmpty()) {
            out.raw("NIL ");
            return;
        }
        out.raw('(');
        for (Address address : addresses) {
            address(out, address);
        }
        out.raw(") ");
    }

    private static void address(Out out, Address address) {
        out.raw('(').nstring(address.name()).raw(" NIL ");
        if (address.host().isEmpty()) { // a group begins, with its name, or ends, without
            out.nstring(address.mailbox()).raw(" NIL)");
            return;
        }
        out.string(address.mailbox()).raw(' ').string(address.host()).raw(')');
    }
}
