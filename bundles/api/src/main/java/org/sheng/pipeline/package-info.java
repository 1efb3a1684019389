/**
 * What happens to an accepted message before it is in a mailbox or on its way to another host.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.pipeline;
