package org.sheng.bench;

import java.io.IOException;

/** A conversation over IMAP that logs in once greeted; then one command after another, each tagged by a letter. */
abstract class ImapDialogue extends Dialogue {

    private static final String LOGIN = "a";

    private String awaited = "* OK";

    /** Greeted: who logs in? */
    protected abstract int user() throws IOException;

    protected abstract void loggedIn() throws IOException;

    /** The command that was sent with {@link #await} has succeeded. */
    protected abstract void completed() throws IOException;

    /** The next answer to wait for: OK to the command of this tag. */
    protected final void await(String tag) {
        awaited = tag + " OK";
    }

    @Override
    protected final void line(String line) throws IOException {
        if (line.startsWith(awaited)) {
            proceed();
        } else if (!line.startsWith("* ")) {
            throw new IOException("IMAP, instead of " + awaited + ": " + line);
        }
    }

    private void proceed() throws IOException {
        switch (awaited) {
            case "* OK" -> {
                int user = user();
                await(LOGIN);
                send("%s LOGIN %s %s\r\n".formatted(LOGIN, Accounts.address(user), Accounts.password(user)));
            }
            case LOGIN + " OK" -> loggedIn();
            default -> completed();
        }
    }
}
