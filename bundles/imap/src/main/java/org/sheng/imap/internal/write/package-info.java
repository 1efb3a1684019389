/** Responses as bytes. */
package org.sheng.imap.internal.write;
