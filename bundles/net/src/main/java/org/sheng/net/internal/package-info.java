/**
 * Line-protocol server on Netty: listeners, TLS and STARTTLS, limits, time-outs, quiesce.
 *
 * <p>Two kinds of threads: event loops, which only move bytes, and workers, which call the sessions. A connection has at most one task at the workers, so
 * their queue is bounded by the number of connections.
 *
 * <p>A service's ports are open whether the engines of its sessions are there or not; without them its clients get one
 * line and the end.
 *
 * <p>Trusts nobody: bytes, speed and patience of every client are bounded. Trusts the protocols to consume what they are given. A crash loses
 * connections, nothing else.
 */
package org.sheng.net.internal;
