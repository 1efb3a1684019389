/**
 * The commands under {@code sheng:}, one file each. They know engines and services by their contracts alone, looked up
 * when a command runs: a command of an engine that is stopped says so.
 */
package org.sheng.shell.internal.commands;
