/**
 * Finds out what a message is made of while its bytes pass by: header fields, parts, where each begins and ends
 * (RFC 5322, RFC 2045, RFC 2046). The result is kept beside the message, so that no list of messages has to read one.
 *
 * <p>Trusts nobody: every message is hostile input; headers, nesting and number of parts are bounded, and nothing is refused. It has no
 * state of its own, so a crash loses nothing. The parsers are its own and not Mime4j's: the structure must cost no more than the reading of the
 * bytes, header texts must stay undecoded, and a boundary must be found wherever the network cut the message.
 */
package org.sheng.mime.internal;
