/** Line-protocol server on Netty: listeners, TLS and STARTTLS, limits, time-outs, quiesce. */
package org.sheng.net.internal;
