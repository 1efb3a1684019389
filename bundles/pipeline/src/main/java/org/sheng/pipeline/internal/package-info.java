/**
 * Takes messages from the queue through its steps to mailboxes, relay or bounce.
 *
 * <p>Steps stand in a list, each with one purpose: expand aliases and groups, spread what has too many recipients for one commit, deliver here, hand over to the relay,
 * tell the sender. A step decides first, reading directory and store; then all write into one batch, which also takes the entry out of the queue.
 * So a message is delivered once, or not yet.
 *
 * <p>A mailbox over its quota: the message waits by the queue's schedule (4.2.2) while it is younger than {@code over-quota-life}, then it is bounced (5.2.2); recipients with
 * room get it at once. One user reached several ways by one message gets it once; of a message for more than 2,000 mailboxes, once in each part of 2,000.
 *
 * <p>Trusts the directory and the store. A crash loses nothing: what was not committed is done again from the queue.
 */
package org.sheng.pipeline.internal;
