/**
 * The mail store: blobs, mailboxes, messages, and named key spaces of other engines, all changed through
 * one call, {@link org.sheng.store.MailStore#commit}. What a completed commit contained is on disk, whole;
 * what a commit that did not complete contained is there wholly or not at all.
 *
 * <p>A batch is applied deterministically: identifiers that are random and times are chosen by who builds the batch;
 * UIDs, MODSEQs and mailbox ids follow from the batch and the state before it. So a batch can be an entry of a
 * replicated log.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.store;
