/** The commands, one file each; what differs between the services is asked of the session's {@link org.sheng.smtp.session.Policy}. */
package org.sheng.smtp.command;
