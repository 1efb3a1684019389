/** Shell commands of the node and the control channel of the command line. */
package org.sheng.shell.internal;
