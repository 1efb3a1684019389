/**
 * LMTP server (RFC 2033): mail from a mail server beside this one straight into the mailboxes, with an answer per recipient.
 *
 * <p>Takes mail for the users of this node alone, from the networks that its settings name: loopback, until told otherwise. A positive answer means that
 * the message is in the mailbox, on disk. A crash loses messages that were not answered; their clients send them again.
 */
package org.sheng.lmtp.internal;
