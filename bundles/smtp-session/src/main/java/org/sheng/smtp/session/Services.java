package org.sheng.smtp.session;

import java.util.Optional;
import org.sheng.auth.Authenticator;
import org.sheng.config.Node;
import org.sheng.directory.Directory;
import org.sheng.event.Events;
import org.sheng.mime.MessageScanner;
import org.sheng.store.MailStore;

/** The engines that a session works with. {@code authenticator}: where the service has AUTH. */
public record Services(Node node, Directory directory, MailStore store, MessageScanner scanner, Events events, Optional<Authenticator> authenticator) { }
