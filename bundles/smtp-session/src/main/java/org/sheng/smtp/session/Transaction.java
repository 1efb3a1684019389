package org.sheng.smtp.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sheng.mail.MailAddress;
import org.sheng.smtp.parse.MailFrom;

/** One mail transaction (RFC 5321 §3.3): the envelope, growing. */
public final class Transaction {
    private final String trace = TraceId.next();
    private final MailFrom from;
    private final List<MailAddress> accepted = new ArrayList<>(1);
    private final Set<String> known = new HashSet<>(2);

    Transaction(MailFrom from) {
        this.from = from;
    }

    /** Names the message from now on. */
    public String trace() {
        return trace;
    }

    public MailFrom from() {
        return from;
    }

    /** As they were accepted, one for each RCPT, twice where the client named it twice. */
    public List<MailAddress> accepted() {
        return accepted;
    }

    /** Each once. */
    public List<MailAddress> recipients() {
        return known.size() == accepted.size() ? List.copyOf(accepted) : accepted.stream().distinct().toList();
    }

    public void accept(MailAddress recipient) {
        accepted.add(recipient);
        known.add(recipient.key());
    }
}
