/**
 * Verifies logins: of users, the SASL mechanisms PLAIN, LOGIN and SCRAM-SHA-256, and logins that are remembered for a while; of administrators, passwords with
 * a second factor, and tokens; limits on guessing for both.
 *
 * <p>Trusts: the directory for who a user is, {@code Passwords} for what a proof is worth, its callers for where a client is and whether
 * the connection is confidential. Does not trust: anything a client sent.
 *
 * <p>A crash loses what is remembered, in memory alone: logins that were verified (they are verified again) and failures that were
 * counted (a guesser starts anew). Nothing here is written to disk.
 */
package org.sheng.auth.internal;
