/** From bytes to commands: pure functions, no I/O, no state of a session. Never throws for what a client sends. */
package org.sheng.imap.internal.parse;
