/** Reads Config Admin files, checks every value, keeps the last good one. */
package org.sheng.config.internal;
