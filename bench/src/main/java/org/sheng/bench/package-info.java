/**
 * Load measurements of a Sheng node beside Postfix with Dovecot, in one run on one machine.
 *
 * <p>The generator is one selector thread, so that it takes little of the processor it shares with the servers; its own
 * processor time is measured apart. It trusts nobody's word for a figure: rates are counted when the message is in
 * the mailbox, processor time and memory are read from {@code /proc} for the whole process tree of a system, and at
 * the end every mailbox is counted over IMAP. Everything it starts lives under one temporary directory, listens on
 * 127.0.0.1 only, and is ended by its process id.
 */
package org.sheng.bench;
