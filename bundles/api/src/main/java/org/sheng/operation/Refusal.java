package org.sheng.operation;

import java.util.Locale;

/** Why an operation is not done; the text says what, why, and what to do next. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String field;
    private final transient Text text;

    public Refusal(Kind kind, String field, Text text) {
        super(text.toString());
        this.kind = kind;
        this.field = field;
        this.text = text;
    }

    public Refusal(Kind kind, Text text) {
        this(kind, "", text);
    }

    /** The end of an operation that nobody wants any more. */
    public static Refusal cancelled() {
        return new Refusal(Kind.CANCELLED, Text.of(Refusal.class, "cancelled"));
    }

    public Kind kind() {
        return kind;
    }

    /** The component of the input that is wrong; empty where it is none alone. */
    public String field() {
        return field;
    }

    public String text(Locale language) {
        return text == null ? getMessage() : text.in(language);
    }

    /** What kind of no it is; {@code status} is how HTTP says it (RFC 9110 §15.5, RFC 6585). */
    public enum Kind {
        /** A value breaks a rule. */
        INVALID(422),
        /** Nobody proved who they are. */
        UNKNOWN_CALLER(401),
        /** The caller may not. */
        FORBIDDEN(403),
        /** There is no such thing. */
        MISSING(404),
        /** There is such a thing, but this cannot be asked of it. */
        NO_METHOD(405),
        /** The name is taken. */
        EXISTS(409),
        /** Something depends on it. */
        IN_USE(409),
        /** It has changed since the caller saw it. */
        STALE(412),
        /** Too much at once; later it may be done. */
        LIMIT(429),
        /** An engine that is needed is away; later it may be done. */
        UNAVAILABLE(503),
        /** It was begun and failed. */
        FAILED(500),
        /** Nobody wants it any more. */
        CANCELLED(409);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
