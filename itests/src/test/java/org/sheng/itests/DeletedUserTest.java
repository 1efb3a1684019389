package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A crash between the deletion of a user in the directory and that of the mail in the store leaves no mail behind. */
class DeletedUserTest {

    private static final String USER = "gone@gone.test";
    private static final String PASSWORD = "a-password-of-the-gone";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String REMOVED = "removed the mail of the deleted user " + USER;

    @Test
    void theNextStartRemovesTheMailOfAUserThatWasDeletedBeforeACrashAlsoWhenTheDomainIsGone() throws Exception {
        try (Node node = Node.started("deleted-user")) {
            node.shell("sheng:domain-add gone.test");
            node.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
            Tool.run("curl", "-sS", "--url", "imap://127.0.0.1:%d/".formatted(node.port(Node.IMAP)), "--user", USER
                    + ":" + PASSWORD,
                    "--request", "CREATE Letters").orFail();
            // until the next start; who removes mail is gone: the crash comes before it
            node.shell("bundle:stop -t org.sheng.pipeline");
            node.shell("sheng:user-delete " + USER);
            node.shell("sheng:domain-delete gone.test");
            node.kill();
            assertFalse(node.log().contains(REMOVED));
            node.up();
            Node.await("the mail is removed", LIMIT, () -> node.log().contains(REMOVED));
        }
    }
}
