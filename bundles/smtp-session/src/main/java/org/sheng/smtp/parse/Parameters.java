package org.sheng.smtp.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ESMTP parameters of MAIL and RCPT: {@code KEYWORD[=value]}, separated by spaces (RFC 5321 §4.1.2). */
record Parameters(List<Parameter> list) {

    /** @param keyword upper case; @param value empty where there is none */
    record Parameter(String keyword, String value) { }

    static Parameters parse(String text) throws BadSyntax {
        if (text.isEmpty()) {
            return new Parameters(List.of());
        }
        List<Parameter> list = new ArrayList<>();
        for (int at = 0; at < text.length();) {
            int end = text.indexOf(' ', at);
            if (end < 0) {
                end = text.length();
            }
            if (end > at) {
                list.add(parameter(text.substring(at, end)));
            }
            at = end + 1;
        }
        return new Parameters(list);
    }

    private static Parameter parameter(String text) throws BadSyntax {
        int equals = text.indexOf('=');
        String keyword = equals < 0 ? text : text.substring(0, equals);
        if (keyword.isEmpty() || equals == text.length() - 1) {
            throw new BadSyntax(501, "5.5.4", "a parameter is KEYWORD or KEYWORD=value");
        }
        return new Parameter(keyword.toUpperCase(Locale.ROOT), equals < 0 ? "" : text.substring(equals + 1));
    }
}
