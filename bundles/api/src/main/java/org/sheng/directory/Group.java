package org.sheng.directory;

import java.util.List;
import org.sheng.mail.MailAddress;

/** A list of members that mail is spread to. {@code members}: up to 100,000. */
public record Group(MailAddress address, String name, Writers writers, List<MailAddress> members) {

    /** Who may write to it. */
    public enum Writers { ANYONE, DOMAIN, MEMBERS }
}
