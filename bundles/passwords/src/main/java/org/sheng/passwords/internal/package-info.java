/**
 * Makes and checks the stored proofs of passwords: Argon2id hashes, sealed SCRAM-SHA-256 keys, and hashes that came from elsewhere.
 *
 * <p>Trusts: the file {@code DATA/passwords/seal.key}, which only the node's own user can read; without it the sealed keys in the
 * directory are of no use to a thief, nor to the node. Stored hashes are not trusted: their cost is bounded before they are computed.
 *
 * <p>A crash loses nothing: the key is written and synced before the first proof is sealed with it.
 */
package org.sheng.passwords.internal;
