/** The spool of messages that wait for delivery. */
package org.sheng.queue.internal;
