/** What a connection knows and does between commands: state, the selected mailbox as the client sees it, work in steps. */
package org.sheng.imap.internal.session;
