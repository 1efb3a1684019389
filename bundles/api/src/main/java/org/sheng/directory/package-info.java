/**
 * Who has mail here: domains, users, aliases, groups, plans and administrators.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.directory;
