/** IMAP server. */
package org.sheng.imap.internal;
