/**
 * What administrators can ask of a node: one {@link org.sheng.operation.Operation} a file, named as the operation, in a package for each
 * area. Faces find them by the contract; none is called by another bundle by name.
 *
 * <p>Trusts the engine of operations for roles, scopes, bounds of input and the audit; what an administrator of domains may see or hand out
 * within a call is decided here.
 *
 * <p>Keeps nothing itself: a crash loses the answer to a call in work, and what had been changed until then stays.
 */
package org.sheng.administration.internal;
