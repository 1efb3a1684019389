/** Delivers to other mail servers: MX, TLS, smarthost, bounces. */
package org.sheng.relay.internal;
