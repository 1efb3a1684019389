/**
 * Questions to the domain name system, as mail asks them.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.dns;
