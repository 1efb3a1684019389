package org.sheng.adminapi.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sheng.operation.Download;
import org.sheng.operation.Operations;
import org.sheng.operation.Operations.Answer;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks;

/** Answers: what an operation answered as JSON, a refusal as problem+json (RFC 9457). */
final class Reply {
    private final HttpServletResponse http;
    private final Operations operations;

    Reply(HttpServletResponse http, Operations operations) {
        this.http = http;
        this.operations = operations;
        http.setHeader("Cache-Control", "no-store");
    }

    void answer(Entry entry, Answer answer) throws IOException {
        answer.version().ifPresent(version -> http.setHeader("ETag", "\"" + version + "\""));
        if (answer.value() == null) {
            http.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (answer.value() instanceof Tasks.View task && entry.offered().task()) {
            http.setHeader("Location", ApiServlet.ROOT + "/tasks/" + task.id());
            json(HttpServletResponse.SC_ACCEPTED, "application/json", operations.tree(task));
        } else if (answer.value() instanceof Download download) {
            http.setContentType(download.mediaType());
            http.setHeader("Content-Disposition", "attachment; filename=\"" + download.fileName() + "\"");
            download.write(http.getOutputStream());
        } else {
            json(HttpServletResponse.SC_OK, "application/json", operations.tree(answer.value()));
        }
    }

    /** An answer that was given before. */
    void again(int status, Map<String, String> headers, byte[] body) throws IOException {
        headers.forEach(http::setHeader);
        http.setStatus(status);
        http.getOutputStream().write(body);
    }

    void refuse(Refusal no, Locale language) throws IOException {
        if (no.kind() == Kind.UNKNOWN_CALLER) {
            http.setHeader("WWW-Authenticate", "Basic realm=\"Sheng\", charset=\"UTF-8\", Bearer realm=\"Sheng\""); // RFC 7617, RFC 6750
        }
        String word = no.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:sheng:problem:" + word);
        problem.put("title", word.replace('-', ' '));
        problem.put("status", no.kind().status());
        problem.put("detail", no.text(language));
        Optional.of(no.field()).filter(field -> !field.isEmpty()).ifPresent(field -> problem.put("field", field));
        http.setHeader("Content-Language", language.toLanguageTag());
        json(no.kind().status(), "application/problem+json", problem);
    }

    /** What there is, as OpenAPI. */
    void document(byte[] openApi) throws IOException {
        bytes(HttpServletResponse.SC_OK, "application/json", openApi);
    }

    private void json(int status, String type, Object tree) throws IOException {
        bytes(status, type, Json.bytes(tree));
    }

    private void bytes(int status, String type, byte[] bytes) throws IOException {
        http.setStatus(status);
        http.setContentType(type);
        http.setContentLength(bytes.length);
        http.getOutputStream().write(bytes);
    }
}
