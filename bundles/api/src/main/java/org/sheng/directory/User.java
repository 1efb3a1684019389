package org.sheng.directory;

import java.util.List;
import java.util.UUID;
import org.sheng.mail.MailAddress;

/**
 * A person or thing with a mailbox.
 *
 * @param id never changes and is never used again: the account in the mail store
 * @param address the main address, by which the user logs in
 * @param addresses all addresses, the main one first
 * @param name for people; may be empty
 * @param active false: no login; mail is still taken
 * @param plan name of the plan, empty where the domain's holds
 * @param limits what holds, after plan and domain were looked at
 */
public record User(UUID id, MailAddress address, List<MailAddress> addresses, String name, boolean active, String plan, Limits limits) { }
