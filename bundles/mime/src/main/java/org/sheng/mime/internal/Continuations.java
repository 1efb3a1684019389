package org.sheng.mime.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sheng.mime.MessageSummary.Parameter;

/**
 * Joins the pieces {@code name*0}, {@code name*1*} of long parameters (RFC 2231 §3, §4.1), as §6 asks of IMAP servers. A value with charset becomes one {@code name*},
 * still percent-encoded: which charset it has stays to be seen.
 */
final class Continuations {
    private Continuations() { }

    private record Piece(boolean encoded, String text) { }

    static List<Parameter> join(List<Parameter> parameters) {
        if (parameters.stream().noneMatch(p -> p.name().indexOf('*') > 0)) {
            return parameters;
        }
        List<Parameter> joined = new ArrayList<>();
        Map<String, TreeMap<Integer, Piece>> pieces = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String name = parameter.name();
            int star = name.indexOf('*');
            boolean encoded = name.endsWith("*");
            String number = star < 0 ? "" : name.substring(star + 1, encoded && star < name.length() - 1 ? name.length() - 1 : name.length());
            if (star <= 0 || number.isEmpty() || number.length() > 3 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                joined.add(parameter);
                continue;
            }
            pieces.computeIfAbsent(name.substring(0, star), n -> new TreeMap<>())
                    .putIfAbsent(Integer.parseInt(number), new Piece(encoded, parameter.value()));
        }
        pieces.forEach((name, found) -> joined.add(whole(name, found)));
        return joined;
    }

    private static Parameter whole(String name, TreeMap<Integer, Piece> pieces) {
        boolean encoded = pieces.values().stream().anyMatch(Piece::encoded);
        StringBuilder value = new StringBuilder();
        if (encoded && !pieces.firstEntry().getValue().encoded()) {
            value.append("us-ascii''");
        }
        int expected = 0;
        for (Map.Entry<Integer, Piece> piece : pieces.entrySet()) {
            if (piece.getKey() != expected++) { // RFC 2231 §3: numbered without gaps from 0
                break;
            }
            boolean literal = encoded && !piece.getValue().encoded();
            value.append(literal ? percent(piece.getValue().text()) : piece.getValue().text());
        }
        return new Parameter(encoded ? name + "*" : name, value.toString());
    }

    private static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 127 && "*'%()<>@,;:\\\"/[]?=".indexOf(b) < 0; // RFC 2231 §7 attribute-char
            out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return out.toString();
    }
}
