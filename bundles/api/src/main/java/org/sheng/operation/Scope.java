package org.sheng.operation;

import java.util.Set;

/** What a call is about, as far as administrators of domains are concerned. */
public sealed interface Scope {

    /** The node as a whole: not for administrators of domains. */
    Scope NODE = new Whole();

    /** Whatever the caller may see: the operation leaves out the rest, by {@link Caller#sees}. */
    Scope SEEN = new Seen();

    /** Things of these domains alone. */
    static Scope of(String... domains) {
        return new Domains(Set.of(domains));
    }

    /** See {@link #NODE}. */
    record Whole() implements Scope { }

    /** See {@link #SEEN}. */
    record Seen() implements Scope { }

    /** @param names as {@link org.sheng.mail.MailAddress#domain} */
    record Domains(Set<String> names) implements Scope { }
}
