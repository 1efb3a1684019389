/**
 * The queue of messages that were accepted and are not yet delivered. Its rows live in the mail store and change in
 * the same commits as the mailboxes, so that a message is in the queue or delivered, never both and never neither.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.queue;
