package org.sheng.directory;

/**
 * A domain whose mail is taken here.
 *
 * @param name as {@link org.sheng.mail.MailAddress#domain}
 * @param active false: nobody logs in; mail is still taken
 * @param plan name of the plan its users inherit; empty: none
 * @param catchAll address for everything unknown, empty: refused
 * @param users how many, kept by the directory
 */
public record Domain(String name, boolean active, String plan, String catchAll, LimitSettings limits, long users) { }
