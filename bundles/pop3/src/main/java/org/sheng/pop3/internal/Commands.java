package org.sheng.pop3.internal;

import static org.sheng.pop3.internal.Arguments.Syntax.MAYBE_NUMBER;
import static org.sheng.pop3.internal.Arguments.Syntax.MECHANISM;
import static org.sheng.pop3.internal.Arguments.Syntax.NONE;
import static org.sheng.pop3.internal.Arguments.Syntax.NUMBER;
import static org.sheng.pop3.internal.Arguments.Syntax.TEXT;
import static org.sheng.pop3.internal.Arguments.Syntax.TWO_NUMBERS;
import static org.sheng.pop3.internal.Phase.AUTHORIZATION;
import static org.sheng.pop3.internal.Phase.TRANSACTION;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sheng.pop3.internal.Arguments.Syntax;

/** The protocol as a table. */
final class Commands {
    private static final Set<Phase> BOTH = Set.of(AUTHORIZATION, TRANSACTION);

    /** @param phases in which the command is taken */
    record Row(String name, Set<Phase> phases, Syntax syntax, Command command) { }

    static final List<Row> TABLE = List.of(
            // RFC 2449 §5, RFC 2595 §4, RFC 5034 §4
            new Row("CAPA", BOTH, NONE, new Capa()),
            new Row("STLS", Set.of(AUTHORIZATION), NONE, new Stls()),
            new Row("AUTH", Set.of(AUTHORIZATION), MECHANISM, new Auth()),
            // RFC 1939 §4, §5, §6; §7 for USER, PASS, TOP and UIDL
            new Row("USER", Set.of(AUTHORIZATION), TEXT, new User()),
            new Row("PASS", Set.of(AUTHORIZATION), TEXT, new Pass()),
            new Row("STAT", Set.of(TRANSACTION), NONE, new Stat()),
            new Row("LIST", Set.of(TRANSACTION), MAYBE_NUMBER, new ListSizes()),
            new Row("UIDL", Set.of(TRANSACTION), MAYBE_NUMBER, new Uidl()),
            new Row("RETR", Set.of(TRANSACTION), NUMBER, new Retr()),
            new Row("TOP", Set.of(TRANSACTION), TWO_NUMBERS, new Top()),
            new Row("DELE", Set.of(TRANSACTION), NUMBER, new Dele()),
            new Row("RSET", Set.of(TRANSACTION), NONE, new Rset()),
            new Row("NOOP", Set.of(TRANSACTION), NONE, new Noop()),
            new Row("QUIT", BOTH, NONE, new Quit()));

    private static final Map<String, Row> BY_NAME = TABLE.stream()
    .collect(Collectors.toMap(Row::name, Function.identity()));

    private Commands() { }

    /** Names are compared without case (RFC 1939 §3). */
    static Optional<Row> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }
}
