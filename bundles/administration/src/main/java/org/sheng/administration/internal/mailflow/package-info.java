/** The queue, the way of messages, and the log that tells of both. */
package org.sheng.administration.internal.mailflow;
