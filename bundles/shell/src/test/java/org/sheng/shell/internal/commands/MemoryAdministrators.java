package org.sheng.shell.internal.commands;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.NewToken;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.Administrators.Token;
import org.sheng.directory.DirectoryException;
import org.sheng.operation.Area;

/** Administrators in memory: what the commands ask for. */
final class MemoryAdministrators {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, Administrator> known = new TreeMap<>();
    private final Map<String, Token> tokens = new TreeMap<>();

    Administrators asService() {
        return (Administrators) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Administrators.class},
                (self, method, args) -> switch (method.getName()) {
                    case "add" -> known.put(((Administrator) args[0]).name(), (Administrator) args[0]);
                    case "changePassword" -> existing((String) args[0]);
                    case "delete" -> known.remove(args[0]);
                    case "list" -> List.copyOf(known.values());
                    case "administrator" -> Optional.ofNullable(known.get(args[0]));
                    case "addToken" -> token((String) args[0], (Role) args[1], (Duration) args[3], (String) args[4]);
                    case "tokens" -> List.copyOf(tokens.values());
                    case "deleteToken" -> ended((String) args[0]);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private Administrator existing(String name) throws DirectoryException {
        return Optional.ofNullable(known.get(name)).orElseThrow(() -> missing("there is no administrator " + name));
    }

    private NewToken token(String name, Role role, Duration life, String note) {
        Token token = new Token("token-" + (tokens.size() + 1), name, role, Set.<Area>of(), NOON, NOON.plus(life), note);
        tokens.put(token.id(), token);
        return new NewToken(token, "sheng_" + token.id());
    }

    private Token ended(String id) throws DirectoryException {
        return Optional.ofNullable(tokens.remove(id)).orElseThrow(() -> missing("there is no token " + id));
    }

    private static DirectoryException missing(String text) {
        return new DirectoryException(DirectoryException.Reason.MISSING, text);
    }
}
