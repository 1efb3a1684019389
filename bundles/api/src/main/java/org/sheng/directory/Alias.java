package org.sheng.directory;

import java.util.List;
import org.sheng.mail.MailAddress;

/** An address that stands for others. {@code targets}: 1 to 1,000. */
public record Alias(MailAddress address, List<MailAddress> targets) { }
