package org.sheng.imap.internal;

import java.time.Clock;
import java.util.function.Supplier;
import org.sheng.auth.Authenticator;
import org.sheng.mime.MessageScanner;
import org.sheng.store.MailStore;

/** What all sessions work with. */
public record Imap(MailStore store, Authenticator authenticator, MessageScanner scanner, Supplier<ImapSettings> settings, Clock clock) { }
