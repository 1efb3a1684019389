/**
 * Runs what administrators ask for: finds the operations that bundles offer ({@link org.sheng.operations.internal.Registry}), makes their
 * inputs of what a face was told ({@link org.sheng.operations.internal.RecordReader}), checks roles, scopes and versions, writes the audit
 * ({@link org.sheng.operations.internal.Runner}), and keeps long ones as tasks ({@link org.sheng.operations.internal.TaskPool}).
 *
 * <p>Trusts faces for who a caller is; checks what the caller may. Trusts operations to change nothing when they refuse.
 *
 * <p>A crash loses tasks in work: what they had done stays, and their entries in the audit stand as begun. The entry of a change is on disk before the
 * change is made, so none is made without one.
 */
package org.sheng.operations.internal;
