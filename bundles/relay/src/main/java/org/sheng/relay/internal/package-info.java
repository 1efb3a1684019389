/**
 * Delivers to other mail servers: MX, TLS, smarthost, bounces.
 *
 * <p>Each entry of the queue is one attempt: where does mail for the domain go ({@link org.sheng.relay.internal.Routing}), then its hosts and their addresses in order, at
 * most 10, until one takes the message; then one commit says what became of each recipient. A connection serves one entry.
 *
 * <p>What it decides: TLS is used where it is offered and not verified, as SMTP between strangers has no names to verify (RFC 7435); where the handshake fails the host is asked
 * again without. A smarthost can be required to have TLS, and its certificate is then verified. A host without 8BITMIME gets a message that holds 8-bit bytes back to its sender
 * (5.6.3, RFC 6152 §3); one without SMTPUTF8 a message that needs it (5.6.7, RFC 6531 §3.5). An answer 4xx of a host is the destination's answer: other hosts of
 * lower preference are asked only when no conversation came about.
 *
 * <p>Trusts the resolver and what hosts answer; answers are bounded. A crash, or a connection that breaks after the message was sent and before the answer came, can
 * make a host get a message twice (RFC 5321 §4.5.3.2.6, RFC 1047); it never loses one.
 */
package org.sheng.relay.internal;
