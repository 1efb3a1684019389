/** Takes messages from the queue through its steps to mailboxes, relay or bounce. */
package org.sheng.pipeline.internal;
