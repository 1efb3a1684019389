package org.sheng.mime.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that nearly every message has, kept as one byte. The order is part of the stored form: only ever add at the end, at most 127. */
final class Tokens {
    private static final List<String> ALL = List.of("", "text", "plain", "html", "multipart", "mixed", "alternative", "related", "signed", "report",
            "application", "octet-stream", "pdf", "image", "jpeg", "png", "gif", "message", "rfc822", "delivery-status", "charset",
            "us-ascii", "utf-8", "UTF-8", "iso-8859-1", "boundary", "name", "filename", "format", "flowed", "delsp", "yes",
            "7bit", "8bit", "binary", "quoted-printable", "base64", "inline", "attachment", "type", "protocol", "micalg",
            "MISSING_DOMAIN", "text/html", "GBK", "gb2312", "gb18030", "size", "creation-date", "modification-date");
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (int i = 0; i < ALL.size(); i++) {
            NUMBERS.put(ALL.get(i), i);
        }
    }

    private Tokens() { }

    /** -1: none. */
    static int numberOf(String text) {
        return text.length() > 17 ? -1 : NUMBERS.getOrDefault(text, -1);
    }

    static String text(int number) {
        if (number >= ALL.size()) {
            throw new IllegalArgumentException("no token has the number " + number);
        }
        return ALL.get(number);
    }
}
