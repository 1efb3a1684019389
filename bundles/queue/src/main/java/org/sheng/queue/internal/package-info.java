/**
 * The spool of messages that wait for delivery.
 *
 * <p>Rows, all in the mail store and all changed in the commits of what they belong to:
 * <table>
 * <caption>key spaces</caption>
 * <tr><td>{@code queue}</td><td>id</td><td>the entry ({@link org.sheng.queue.internal.EntryCodec})</td></tr>
 * <tr><td>{@code queue-ready}</td><td>kind, destination, priority, fair tag, id</td><td>can be tried now</td></tr>
 * <tr><td>{@code queue-due}</td><td>due time, id</td><td>waits for its next attempt</td></tr>
 * <tr><td>{@code queue-held}</td><td>id</td><td>waits for an operator</td></tr>
 * </table>
 * An entry has exactly one row in the three indexes, and each change of it requires that row: so of two who change it at once one is refused.
 *
 * <p>In memory: leases, a page of keys for each destination that is in work, the concurrency of at most 100,000 destinations, at most 16,384
 * keys in all. The number of entries, in all and by destination, is counted in memory and recovered at the start by one pass over the indexes (about a
 * second for a million); handing out begins behind it.
 *
 * <p>Trusts the store to keep what was committed, and workers to settle what they worked on. A crash loses leases and what is known of destinations:
 * an attempt that was under way is made again, its result is written once.
 */
package org.sheng.queue.internal;
