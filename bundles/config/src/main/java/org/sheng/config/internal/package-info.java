/**
 * Reads {@code etc/PID.cfg}, checks every value against the record that declares it, and keeps the last good set in
 * force.
 *
 * <p>The file itself is read when a component begins to watch it; later changes come through Config Admin, which gets
 * them from the file (Felix File Install), from {@code config:} commands of the shell, or from a web page. The file is
 * read beside it for its line numbers.
 *
 * <p>Trusts: whoever may write to the {@code etc} folder or to Config Admin. A crash loses nothing: nothing is kept but
 * the files.
 */
package org.sheng.config.internal;
