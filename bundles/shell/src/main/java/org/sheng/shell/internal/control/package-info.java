/**
 * The channel of the command line: a Unix-domain socket in the node's home ({@code control.sock}, mode 0600) over which the
 * {@code sheng} script runs shell commands and asks whether the node is ready.
 *
 * <p>Trust: whoever may open the socket is the administrator, so only the user that runs the node can. A crash loses the
 * commands that run, nothing else.
 *
 * <p>Protocol: frames of one type byte, four bytes of length and the payload (see {@link Frame}). The client sends a
 * {@code DIRECTORY} frame, its working directory, and one of {@code COMMAND}, {@code READY} or {@code STATUS}; the node answers
 * with any number of {@code OUT} and {@code ERR} frames and one {@code EXIT} frame. A client that goes away interrupts its command.
 *
 * <p>The working directory is given to commands as the session variable {@value org.sheng.shell.internal.control.CommandRun#DIRECTORY}:
 * a relative file name in a command line means a file there.
 */
package org.sheng.shell.internal.control;
