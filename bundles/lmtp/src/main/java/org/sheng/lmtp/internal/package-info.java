/** LMTP server. */
package org.sheng.lmtp.internal;
