/** Messages as the store keeps them: their summaries, the bytes of their sections, their texts. */
package org.sheng.imap.internal.message;
