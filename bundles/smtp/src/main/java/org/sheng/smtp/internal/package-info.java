/**
 * SMTP and submission server: mail from other hosts for the domains of this node, and mail from its users to anybody.
 *
 * <p>Trusts nobody on the SMTP port; on the submission ports it trusts who authenticated to send as themselves, within their limits. A message is answered with {@code 250}
 * when its commit is on disk, not before. A crash loses messages that were not answered; their clients send them again.
 */
package org.sheng.smtp.internal;
