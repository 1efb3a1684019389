/**
 * Proof of who a client is: passwords and SASL (RFC 4422).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.auth;
