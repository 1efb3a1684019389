/**
 * Values that all of mail shares: addresses and the envelope's paths (RFC 5321 §4.1.2, RFC 6531).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.mail;
