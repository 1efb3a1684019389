package org.sheng.adminapi.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.sheng.operation.Caller;
import org.sheng.operation.Callers;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/**
 * What the Authorization header has: name and password (RFC 7617), or a token (RFC 6750). There are no cookies here, so that no page of another site
 * can call in somebody's name.
 */
final class Credentials {
    private final String scheme;
    private final String value;
    private final Optional<String> code;

    private Credentials(String scheme, String value, Optional<String> code) {
        this.scheme = scheme;
        this.value = value;
        this.code = code;
    }

    static Credentials of(HttpServletRequest http) {
        String header = Optional.ofNullable(http.getHeader("Authorization")).orElse("").strip();
        int blank = header.indexOf(' ');
        return new Credentials(blank < 0 ? header.toLowerCase(Locale.ROOT) : header.substring(0, blank).toLowerCase(Locale.ROOT),
                blank < 0 ? "" : header.substring(blank + 1).strip(), Optional.ofNullable(http.getHeader("Sheng-Code")));
    }

    /** @param from numeric address of the client */
    Caller caller(Callers callers, String from, Locale language) throws Refusal {
        return switch (scheme) {
            case "bearer" -> callers.token(value, "rest", from, language);
            case "basic" -> password(callers, from, language);
            default -> throw unknown("no-credentials");
        };
    }

    private Caller password(Callers callers, String from, Locale language) throws Refusal {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown("bad-credentials");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw unknown("bad-credentials");
        }
        return callers.password(pair.substring(0, colon), pair.substring(colon + 1).toCharArray(), code, "rest", from, language);
    }

    private static Refusal unknown(String key) {
        return new Refusal(Kind.UNKNOWN_CALLER, Text.of(Credentials.class, key));
    }
}
