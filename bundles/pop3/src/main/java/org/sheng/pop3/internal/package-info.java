/** POP3 server. */
package org.sheng.pop3.internal;
