/**
 * The bus of typed events, and the two listeners that every node has: the log, one line an event, and the traces, a
 * message's whole way kept in the store.
 *
 * <p>Trusts its publishers for nothing but the types: texts that came from a client are quoted, so that no client
 * writes a log line of its own. A crash may lose the events that were not dispatched yet (65,536 at most) and the trace
 * steps of the last second; both tell of facts that are durable elsewhere.
 */
package org.sheng.events.internal;
