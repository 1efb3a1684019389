/**
 * The SMTP session that SMTP, submission and LMTP have in common: table of commands, envelope, taking of mail data, replies. What differs between the
 * services is their table and their {@link org.sheng.smtp.session.Policy}.
 *
 * <p>Trusts no client. A crash loses messages that were not yet answered with {@code 250}, and their clients send them again.
 */
package org.sheng.smtp.session;
