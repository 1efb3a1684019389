/**
 * Settings declared as records: each component says the names, types, ranges, defaults and meaning of its settings once.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.sheng.config;
