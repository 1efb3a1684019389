/**
 * Asks the domain name system, through dnsjava.
 *
 * <p>Answers are kept for their time to live, in a cache of at most 50,000 names; that a name does not exist is kept as RFC 2308 says, at most for
 * {@code negative-ttl}. Trusts the configured servers: answers are not validated. A crash loses the cache.
 */
package org.sheng.dns.internal;
