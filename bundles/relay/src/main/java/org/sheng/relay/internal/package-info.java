/**
 * Delivers to other mail servers: MX, TLS, smarthost, bounces.
 *
 * <p>Each entry of the queue is one attempt: where does mail for the domain go ({@link org.sheng.relay.internal.Routing}), then its hosts and their addresses in order, at
 * most 10, until one takes the message; then one commit says what became of each recipient.
 *
 * <p>What is kept: a connection that did its work waits {@code idle-time} for the next entry to the same address and
 * port, asked for the same TLS, by the same settings of ours ({@link org.sheng.relay.internal.KeptConnections}); at
 * most {@code idle-per-host} to one address, {@code idle-connections} in all, on top of {@code connections}; after
 * {@code messages-per-connection} it ends, as it does when the relay stops. How many entries of a destination are tried
 * at once is the queue's decision alone: a kept connection is no claim to one. Where the host left a kept connection,
 * or leaves it with 421, before the end of the message was sent, the entry is tried over a new one, and it is no
 * attempt. RSET is sent only where a transaction was begun and not ended. Nothing of it is on disk: after a crash
 * connections are opened anew, and the host drops what it was given without an end.
 *
 * <p>What it decides: TLS is used where it is offered and not verified, as SMTP between strangers has no names to verify (RFC 7435); where the handshake fails the host is asked
 * again without. A smarthost can be required to have TLS, and its certificate is then verified. A host without 8BITMIME gets a message that holds 8-bit bytes back to its sender
 * (5.6.3, RFC 6152 §3); one without SMTPUTF8 a message that needs it (5.6.7, RFC 6531 §3.5). An answer 4xx of a host to
 * MAIL, RCPT or DATA is the destination's answer; other hosts are asked when no conversation came about, or when it
 * broke, or the host left with 421, before the end of the message was sent.
 *
 * <p>Trusts the resolver and what hosts answer; answers are bounded. A crash, or a connection that breaks after the end
 * of the message was sent and before the answer came, can make a host get a message twice (RFC 5321 §4.5.3.2.6,
 * RFC 1047); it never loses one.
 */
package org.sheng.relay.internal;
