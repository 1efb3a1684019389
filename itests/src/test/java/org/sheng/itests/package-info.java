/**
 * Drives a real node, or several, from outside: through the {@code sheng} script, its ports and its shell. {@link org.sheng.itests.Node}
 * starts one in a home of its own under {@code target/nodes} and leaves no process behind.
 */
package org.sheng.itests;
