/** One file for each command, and the table of them all, {@link org.sheng.imap.internal.command.Commands}. */
package org.sheng.imap.internal.command;
