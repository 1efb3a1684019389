package org.sheng.adminapi.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sheng.operation.Operations.Entry;

/** The operations by method and path; made anew when what there is changes. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    private record Route(String[] path, Entry entry) { }

    /** @param values what the path has for the names in braces */
    record Found(Entry entry, Map<String, Object> values) { }

    Routes(List<Entry> entries) {
        entries.forEach(entry -> routes.add(new Route(entry.path().substring(1).split("/"), entry)));
    }

    /** @param path as it was sent, still encoded */
    Optional<Found> find(String method, String path) {
        String[] parts = parts(path);
        Found best = null;
        for (Route route : routes) {
            if (route.entry().method().equals(method) && matches(route.path(), parts)) {
                Found found = new Found(route.entry(), values(route.path(), parts));
                // a word of the path is nearer than a name: /users/import is no user
                best = best == null || found.values().size() < best.values().size() ? found : best;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Methods that there are for the path, for Allow (RFC 9110 §10.2.1); empty when the path is unknown. */
    TreeSet<String> methods(String path) {
        String[] parts = parts(path);
        TreeSet<String> methods = new TreeSet<>();
        routes.stream().filter(route -> matches(route.path(), parts)).forEach(route -> methods.add(route.entry().method()));
        return methods;
    }

    private static String[] parts(String path) {
        String[] parts = path.substring(Math.min(1, path.length())).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            // in a path a plus is a plus (RFC 3986 §3.3), and addresses have them
            parts[i] = URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        return parts;
    }

    private static boolean matches(String[] path, String[] parts) {
        if (path.length != parts.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (path[i].startsWith("{") ? parts[i].isEmpty() : !path[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Object> values(String[] path, String[] parts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < path.length; i++) {
            if (path[i].startsWith("{")) {
                values.put(path[i].substring(1, path[i].length() - 1), parts[i]);
            }
        }
        return values;
    }
}
