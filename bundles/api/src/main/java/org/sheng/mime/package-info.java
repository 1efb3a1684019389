/**
 * The structure of a message (RFC 5322, RFC 2045): what a list of messages shows, computed once, when it arrives.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.mime;
