package org.sheng.administration.internal.directory;

import org.sheng.directory.DirectoryException;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;
import org.sheng.operation.Text;

/** Why something of the directory is not done. */
final class Refused {
    private Refused() { }

    /** What is done to the directory, and what it may answer. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws DirectoryException;
    }

    static <T> T orDone(Change<T> change) throws Refusal {
        try {
            return change.make();
        } catch (DirectoryException no) {
            throw of(no);
        }
    }

    static Refusal of(DirectoryException no) {
        return switch (no.reason()) {
            case EXISTS -> new Refusal(Kind.EXISTS, text("exists", no.getMessage()));
            case MISSING -> new Refusal(Kind.MISSING, text("missing", no.getMessage()));
            case INVALID -> new Refusal(Kind.INVALID, text("invalid", no.getMessage()));
            case IN_USE -> new Refusal(Kind.IN_USE, text("in-use", no.getMessage()));
        };
    }

    static Refusal noDomain(String name) {
        return new Refusal(Kind.MISSING, "name", text("no-domain", name));
    }

    static Refusal noUser(MailAddress address) {
        return new Refusal(Kind.MISSING, "address", text("no-user", address.toString()));
    }

    static Refusal noAlias(MailAddress address) {
        return new Refusal(Kind.MISSING, "address", text("no-alias", address.toString()));
    }

    static Refusal noGroup(MailAddress address) {
        return new Refusal(Kind.MISSING, "address", text("no-group", address.toString()));
    }

    static Refusal noPlan(String name) {
        return new Refusal(Kind.MISSING, "name", text("no-plan", name));
    }

    /** The name of a domain in the form in which all of Sheng compares it. */
    static String domain(String field, String name) throws Refusal {
        try {
            return MailAddress.normaliseDomain(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Kind.INVALID, field, text("bad-domain", name));
        }
    }

    /** Things of the domain that is named. */
    static Scope scope(String field, String name) throws Refusal {
        return Scope.of(domain(field, name));
    }

    static Text text(String key, Object... values) {
        return Text.of(Refused.class, key, values);
    }
}
