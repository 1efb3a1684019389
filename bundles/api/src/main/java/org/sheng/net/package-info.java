/**
 * Connections of line protocols: listeners, TLS, limits and time-outs are the engine's, commands are the protocol's.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.net;
