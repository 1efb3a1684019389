/** SEARCH without an index: what can be told from a message's row and summary first, then its texts, in bounded steps. */
package org.sheng.imap.internal.search;
