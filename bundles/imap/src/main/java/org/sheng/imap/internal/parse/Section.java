package org.sheng.imap.internal.parse;

import java.util.List;

/**
 * What is between the brackets of {@code BODY[…]} (RFC 9051 §6.4.5).
 *
 * @param part numbers of nested parts; empty: the message
 * @param fields of HEADER.FIELDS, in the client's order
 */
public record Section(List<Integer> part, Kind kind, List<String> fields) {

    public enum Kind { ALL, HEADER, FIELDS, FIELDS_NOT, TEXT, MIME }
}
