package org.sheng.store;

import java.util.UUID;

/**
 * A mailbox changed by a commit that is durable. Tells what kind, not what: who cares asks the store for {@link MailStore#changedSince} and
 * {@link MailStore#uids}.
 *
 * @param mailbox 0: a subscription to a name without mailbox
 * @param modseq highest of the mailbox after the commit
 * @param list what {@link MailStore#mailboxes} or {@link MailStore#subscriptions} gives has changed: made, renamed, deleted, subscribed
 */
public record MailboxChange(UUID account, long mailbox, long modseq, boolean added, boolean flags, boolean expunged, boolean list) { }
