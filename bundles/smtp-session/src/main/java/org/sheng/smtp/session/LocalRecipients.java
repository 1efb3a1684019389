package org.sheng.smtp.session;

import java.util.Optional;
import org.sheng.directory.Group;
import org.sheng.directory.Limits;
import org.sheng.directory.Resolution;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.store.Usage;

/** May a recipient of this node be had? Asked at RCPT, so that nobody has to be sent a bounce for it later. */
public final class LocalRecipients {

    private LocalRecipients() { }

    /**
     * @param notLocal the reply for an address that is not of this node; empty: it is taken
     * @return empty: taken
     */
    public static Optional<Reply> refuse(SmtpSession session, MailAddress recipient, Optional<Reply> notLocal) {
        MailFrom from = session.transaction().from();
        Resolution resolution = session.services().directory().resolve(recipient);
        if (resolution instanceof Resolution.Unknown) {
            return Optional.of(new Reply(550, "5.1.1", "no such user here")); // RFC 5321 §3.4
        }
        if (resolution instanceof Resolution.NotLocal) {
            return notLocal;
        }
        if (resolution instanceof Resolution.Mailbox mailbox) {
            return refuseFull(session, mailbox.user(), from.size());
        }
        if (resolution instanceof Resolution.GroupOf of && !mayWrite(of.group(), from)) {
            return Optional.of(new Reply(550, "5.7.2", "the group does not take mail from this sender"));
        }
        return Optional.empty(); // an alias, a group or a catch-all: what it stands for is the pipeline's affair
    }

    /** A full mailbox is a passing state: the sender's host keeps the message and comes again (RFC 5321 §4.2.2, code 452). */
    private static Optional<Reply> refuseFull(SmtpSession session, User user, long size) {
        Limits limits = user.limits();
        if (limits.maxMessageBytes() > 0 && size > limits.maxMessageBytes()) {
            return Optional.of(new Reply(552, "5.2.3", "this recipient takes messages of at most " + limits.maxMessageBytes() + " bytes"));
        }
        if (limits.quotaBytes() == 0 && limits.quotaMessages() == 0) {
            return Optional.empty();
        }
        Usage usage = session.services().store().usage(user.id());
        boolean full = limits.quotaBytes() > 0 && usage.bytes() + size > limits.quotaBytes()
                || limits.quotaMessages() > 0 && usage.messages() >= limits.quotaMessages();
        return full ? Optional.of(new Reply(452, "4.2.2", "the mailbox is full")) : Optional.empty();
    }

    private static boolean mayWrite(Group group, MailFrom from) {
        return switch (group.writers()) {
            case ANYONE -> true;
            case DOMAIN -> from.sender().filter(sender -> sender.domain().equals(group.address().domain())).isPresent();
            case MEMBERS -> from.sender().filter(group.members()::contains).isPresent();
        };
    }
}
