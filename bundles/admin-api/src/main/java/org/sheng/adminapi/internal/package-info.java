/**
 * The admin API: the operations of the node under {@code /api/v1}, REST with JSON over HTTPS, and the OpenAPI document that says what there is.
 *
 * <p>It knows no operation by name: whatever bundles offer ({@link org.sheng.operation.Operations}) is found by method and path
 * ({@link org.sheng.adminapi.internal.Routes}), called with what the request says ({@link org.sheng.adminapi.internal.Request}), and answered
 * ({@link org.sheng.adminapi.internal.Reply}).
 *
 * <p>Trusts nobody before {@link org.sheng.operation.Callers} knows who it is; bodies, headers and rates are bounded. Keeps nothing but answers to
 * requests with an idempotency key, in memory: a crash forgets them, and a client that asks again then may have a thing done twice, or refused
 * because it is there.
 */
package org.sheng.adminapi.internal;
