/**
 * What an administrator can have a node do. An {@link org.sheng.operation.Operation} is written once and offered by every face: as
 * an endpoint of the admin API with its part of the OpenAPI document, as a command of the shell, as an entry of the audit.
 * Each is an OSGi service of its own, so a bundle that is started brings its operations with it, and they go when it stops.
 *
 * <p>Faces never call an operation themselves: {@link org.sheng.operation.Operations#run} checks who calls, what may be asked and
 * whether the thing has changed meanwhile, and writes the audit.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.operation;
