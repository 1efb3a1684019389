package org.sheng.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One open IMAP session a user, logged in beforehand; each question is one STATUS. */
final class ImapInboxes implements MailSystem.Inboxes {

    private final List<ImapSession> sessions = new ArrayList<>();

    ImapInboxes(int port, int users) throws IOException {
        for (int user = 0; user < users; user++) {
            sessions.add(new ImapSession(port, user));
        }
    }

    /** Counts over IMAP, user by user, what the ledger says must be there; fails on the first difference. */
    static void audit(MailSystem system, Ledger ledger) throws IOException {
        for (int user = 0; user < Accounts.COUNT; user++) {
            if (ledger.messages(user) == 0) {
                continue;
            }
            try (ImapSession session = new ImapSession(system.ports().imap(), user)) {
                int held = session.messages();
                if (held != ledger.messages(user)) {
                    throw new IOException("%s: the inbox of %s holds %d messages, %d were acknowledged".formatted(
                            system.name(), Accounts.address(user), held, ledger.messages(user)));
                }
            }
        }
    }

    @Override
    public int messages(int user) throws IOException {
        return sessions.get(user).messages();
    }

    @Override
    public void close() throws IOException {
        for (ImapSession session : sessions) {
            session.close();
        }
    }
}
