/** Publishes typed events to their listeners and writes the log line of each. */
package org.sheng.events.internal;
