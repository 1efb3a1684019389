/**
 * Who may log in to the node's shell over SSH: its system administrators, with their passwords in the directory, and
 * the code of a second factor behind the password where they have one. Nobody while the directory is away; the control
 * channel of the command line is there then.
 */
package org.sheng.shell.internal.login;
