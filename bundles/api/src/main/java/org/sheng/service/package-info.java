/**
 * One contract for every running thing that an administrator can see and steer: state, start, stop, quiesce, counters.
 * States follow applStatus of the NETWORK-SERVICES-MIB (RFC 2788).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.service;
