package org.sheng.auth.internal;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's two messages of SCRAM (RFC 5802 §7), read strictly. */
final class ScramMessages {
    private static final int MAX_LENGTH = 2_048;
    // gs2-header [reserved-mext] username "," nonce ["," extensions]; p= is for -PLUS mechanisms, reserved m= must be refused
    private static final Pattern FIRST = Pattern.compile("([ny],(?:a=([^,]*))?,)(n=([^,]*),r=([\\x21-\\x2b\\x2d-\\x7e]{8,512})(?:,[A-Za-z]=[^,]*)*)");
    private static final Pattern LAST = Pattern.compile("(c=([A-Za-z0-9+/=]+),r=([\\x21-\\x2b\\x2d-\\x7e]+)(?:,[A-Za-z]=[^,]*)*),p=([A-Za-z0-9+/]{43}=)");

    private ScramMessages() { }

    static Optional<First> first(byte[] message) {
        return match(FIRST, message).flatMap(m -> {
            Optional<String> authzid = m.group(2) == null ? Optional.of("") : name(m.group(2));
            return authzid.flatMap(as -> name(m.group(4)).map(user -> new First(m.group(1), as, user, m.group(5), m.group(3))));
        });
    }

    static Optional<Last> last(byte[] message) {
        return match(LAST, message).flatMap(m -> base64(m.group(2)).flatMap(binding -> base64(m.group(4))
                .map(proof -> new Last(binding, m.group(3), proof, m.group(1)))));
    }

    private static Optional<Matcher> match(Pattern form, byte[] message) {
        return message.length > MAX_LENGTH ? Optional.empty()
                : Utf8.text(message, 0, message.length).map(form::matcher).filter(Matcher::matches);
    }

    /** RFC 5802 §5.1: {@code =2C} is a comma, {@code =3D} an equals sign, and no other equals sign may be there. */
    private static Optional<String> name(String saslName) {
        if (saslName.isEmpty() || saslName.replace("=2C", "").replace("=3D", "").contains("=")) {
            return Optional.empty();
        }
        return Optional.of(saslName.replace("=2C", ",").replace("=3D", "="));
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param bare the message without its gs2-header */
    record First(String gs2Header, String authzid, String user, String nonce, String bare) { }

    /** @param withoutProof the message up to its proof */
    record Last(byte[] channelBinding, String nonce, byte[] proof, String withoutProof) { }
}
