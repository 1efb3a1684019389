package org.sheng.smtp.session;

import java.util.EnumSet;
import java.util.Set;

/** How far the client is (RFC 5321 §4.1.4). */
public enum Phase {
    CONNECTED("say hello first"),
    GREETED("no transaction is open; begin with MAIL"),
    SENDER("a transaction is open; no valid recipients yet"),
    RECIPIENTS("a transaction is open; send DATA, or RSET to give it up");

    public static final Set<Phase> ANY = EnumSet.allOf(Phase.class);
    public static final Set<Phase> BEHIND_HELLO = EnumSet.range(GREETED, RECIPIENTS);

    private final String hint;

    Phase(String hint) {
        this.hint = hint;
    }

    /** What to do next, for who came with a command out of its turn. */
    public String hint() {
        return hint;
    }
}
