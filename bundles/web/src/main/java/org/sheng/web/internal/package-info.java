/**
 * The node's HTTPS server: one listener, on which every servlet of the node stands. Jetty does HTTP/1.1 and HTTP/2, the
 * servlet whiteboard of Felix HTTP finds the servlets; this bundle owns the server, shows the node's TLS identity, and
 * bounds what clients may take.
 *
 * <p>Trusts nobody: connections, requests, headers, content and patience of every client have limits. Trusts the
 * servlets of the node to ask for credentials themselves. A servlet that fails, with whatever it throws, costs itself
 * alone. A crash loses requests in work, nothing else: nothing is kept here but browser sessions in memory.
 */
package org.sheng.web.internal;
