/** Drives a real node, or several, from outside. */
package org.sheng.itests;
