package org.sheng.imap.internal.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows the names of the commands about the session (RFC 3501 §6.1, §6.2, RFC 2971, RFC 4959, RFC 5161). */
final class SessionWords {
    private static final int MAX_ID_FIELDS = 30;

    private SessionWords() { }

    static Command authenticate(Lexer in) {
        in.space();
        String mechanism = in.upperAtom();
        if (!in.take(' ')) {
            return in.end(new Command.Authenticate(mechanism, Optional.empty()));
        }
        byte[] initial = in.take('=') ? new byte[0] : decode(in.astring()); // RFC 4959 §3
        return in.end(new Command.Authenticate(mechanism, Optional.of(initial)));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new SyntaxError("the initial response is no base64");
        }
    }

    static Command login(Lexer in) {
        in.space();
        String user = in.astring();
        in.space();
        return in.end(new Command.Login(user, in.astring().toCharArray()));
    }

    static Command enable(Lexer in) {
        List<String> names = new ArrayList<>();
        while (in.take(' ')) {
            names.add(in.upperAtom());
        }
        if (names.isEmpty()) {
            throw new SyntaxError("ENABLE needs a capability");
        }
        return in.end(new Command.Enable(names));
    }

    static Command id(Lexer in) {
        in.space();
        Map<String, String> fields = new LinkedHashMap<>();
        if (!in.take('(')) {
            if (!in.upperAtom().equals("NIL")) {
                throw new SyntaxError("ID has a list of fields, or NIL");
            }
            return in.end(new Command.Id(fields));
        }
        while (in.peek() != ')') {
            String field = Lexer.decode(in.stringBytes());
            in.space();
            fields.put(field, in.nstring());
            if (fields.size() > MAX_ID_FIELDS) { // RFC 2971 §3.3
                throw new SyntaxError("ID has at most " + MAX_ID_FIELDS + " fields");
            }
            if (!in.take(' ')) {
                break;
            }
        }
        in.expect(')');
        return in.end(new Command.Id(fields));
    }
}
