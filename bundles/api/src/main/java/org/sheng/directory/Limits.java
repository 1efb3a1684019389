package org.sheng.directory;

/**
 * What a user may use, after user, plan, domain, domain's plan and node default were looked at, in that order.
 *
 * @param quotaBytes mailbox size; 0: none
 * @param quotaMessages 0: none
 * @param maxMessageBytes of one message sent or received; 0: the node's limit alone
 * @param maxRecipients of one message sent; 0: the node's limit alone
 * @param messagesPerHour sent; 0: none
 */
public record Limits(long quotaBytes, long quotaMessages, long maxMessageBytes, int maxRecipients, int messagesPerHour) {
    public static final Limits NONE = new Limits(0, 0, 0, 0, 0);
}
