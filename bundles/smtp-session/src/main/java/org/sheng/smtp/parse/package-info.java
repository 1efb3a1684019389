/** SMTP from bytes to commands and message text (RFC 5321 §4.1, §4.5.2): pure functions and small state machines without I/O. */
package org.sheng.smtp.parse;
