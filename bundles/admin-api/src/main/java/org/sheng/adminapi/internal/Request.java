package org.sheng.adminapi.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sheng.operation.Body;
import org.sheng.operation.Feed;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** What an HTTP request says, as the tree of an operation's input. */
final class Request {
    /** Of a JSON body. */
    private static final long MOST_JSON = 1024 * 1024;
    /** Of a file that is sent along. */
    private static final long MOST_FILE = 1L << 30;

    private final HttpServletRequest http;

    Request(HttpServletRequest http) {
        this.http = http;
    }

    Map<String, Object> input(Routes.Found found) throws IOException, Refusal {
        Map<String, Object> input = new LinkedHashMap<>();
        Optional<String> file = bodyOf(found.entry());
        boolean json = file.isEmpty() && takesBody(found.entry().method());
        if (file.isPresent()) {
            input.put(file.get(), new Body(Optional.ofNullable(http.getContentType()).orElse(""), file(found.entry())));
        } else if (json) {
            input.putAll(json());
        }
        if (!json) {
            query(input);
        } else if (http.getQueryString() != null) {
            throw new Refusal(Kind.INVALID, Text.of(Request.class, "no-query"));
        }
        String lastEvent = http.getHeader("Last-Event-ID"); // HTML Standard §9.2.4: a reader that comes back
        if (lastEvent != null && !lastEvent.isEmpty() && found.entry().output() == Feed.class) {
            input.put("after", lastEvent);
        }
        input.putAll(found.values());
        return input;
    }

    /** The body. A task goes on when the request is over: what it reads waits for it on disk. */
    private InputStream file(Entry entry) throws IOException {
        InputStream bounded = new Bounded(http.getInputStream(), MOST_FILE);
        if (!entry.offered().task()) {
            return bounded;
        }
        Path path = Files.createTempFile("sheng-upload", "");
        try {
            Files.copy(bounded, path, StandardCopyOption.REPLACE_EXISTING);
            return Files.newInputStream(path);
        } finally {
            Files.delete(path); // it has no name any more, and is gone when it is closed, whatever becomes of the task
        }
    }

    private static boolean takesBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    /** The component that takes the body as it comes. */
    static Optional<String> bodyOf(Entry entry) {
        return Arrays.stream(entry.input().getRecordComponents()).filter(each -> each.getType() == Body.class).map(RecordComponent::getName)
                .findFirst();
    }

    private Map<String, Object> json() throws IOException, Refusal {
        long length = http.getContentLengthLong();
        if (length == 0 || length < 0 && http.getHeader("Transfer-Encoding") == null && http.getContentType() == null) {
            return Map.of();
        }
        String type = Optional.ofNullable(http.getContentType()).orElse("").split(";")[0].strip().toLowerCase(Locale.ROOT);
        // no form and no text/plain: what a page of another site could send without being asked (CSRF) is not taken
        if (!type.equals("application/json")) {
            throw new Refusal(Kind.INVALID, Text.of(Request.class, "media-type", type.isEmpty() ? "-" : type));
        }
        if (length > MOST_JSON) {
            throw new Refusal(Kind.INVALID, Text.of(Request.class, "too-long", MOST_JSON));
        }
        return Json.object(new Bounded(http.getInputStream(), MOST_JSON));
    }

    /** A name given several times is a list. */
    private void query(Map<String, Object> input) {
        http.getParameterMap().forEach((name, values) -> input.put(name, values.length == 1 ? values[0] : List.of(values)));
    }

    /** English, unless Chinese is asked for before it (RFC 9110 §12.5.4). */
    Locale language() {
        return http.getHeader("Accept-Language") == null ? Locale.ENGLISH : Optional.ofNullable(Locale.lookup(
                Locale.LanguageRange.parse(http.getHeader("Accept-Language")), List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.CHINESE)))
                .filter(found -> found.getLanguage().equals("zh")).map(found -> Locale.SIMPLIFIED_CHINESE).orElse(Locale.ENGLISH);
    }

    /** The version in If-Match (RFC 9110 §13.1.1); empty where there is none, or any will do. */
    Optional<String> expected() throws Refusal {
        String tag = http.getHeader("If-Match");
        if (tag == null || tag.strip().equals("*")) {
            return Optional.empty();
        }
        if (!tag.strip().matches("\"[0-9a-f]+\"")) {
            throw new Refusal(Kind.STALE, Text.of(Request.class, "if-match", tag));
        }
        return Optional.of(tag.strip().substring(1, tag.strip().length() - 1));
    }
}
