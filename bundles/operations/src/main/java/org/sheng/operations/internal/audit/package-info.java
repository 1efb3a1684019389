/**
 * The audit in the mail store. Three key spaces: {@code audit} has the rows, by number of the entry and kind of row; {@code audit-chain} their order, which is
 * that of the hashes; {@code audit-state} both ends of it. {@link org.sheng.operations.internal.audit.AuditRow} has the bytes.
 *
 * <p>Trusts the store to apply batches in their order. Trusts no row: {@link org.sheng.operation.Audit#verify} finds one that was changed, taken out, put in or
 * swapped since it was written. Who can write the store and compute all hashes after a row anew is not found by the chain alone: export it, and compare.
 *
 * <p>A crash loses what waits in memory because the store took nothing; the log has it. An entry whose operation was cut by a crash stands as begun.
 */
package org.sheng.operations.internal.audit;
