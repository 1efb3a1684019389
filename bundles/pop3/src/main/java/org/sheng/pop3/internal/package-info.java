/**
 * POP3 (RFC 1939) with CAPA (RFC 2449), STLS (RFC 2595), AUTH (RFC 5034) and response codes (RFC 2449 §8, RFC 3206).
 *
 * <p>{@link org.sheng.pop3.internal.Commands} is the whole protocol as one table; each command has a file of its own
 * name. A login takes the maildrop for itself and sees INBOX as it was at that moment; deletions happen at QUIT, in one
 * commit.
 *
 * <p>Trusts nobody before the login, and afterwards only for the user's own INBOX. A crash, or a connection that
 * breaks, loses the deletions of a session that had not ended with QUIT, as RFC 1939 §6 wants it.
 */
package org.sheng.pop3.internal;
