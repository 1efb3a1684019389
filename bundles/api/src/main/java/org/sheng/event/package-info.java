/**
 * What happened, as typed facts, published once. Log, trace, statistics, SNMP counters and alarms are listeners.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.event;
