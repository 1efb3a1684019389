package org.sheng.adminapi.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Caller;
import org.sheng.operation.Callers;
import org.sheng.operation.Feed;
import org.sheng.operation.Operations;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** The root of the admin API: who calls, what is called, what comes of it. */
@Component(service = Servlet.class, property = {"osgi.http.whiteboard.servlet.pattern=/api/v1/*",
    "osgi.http.whiteboard.servlet.name=sheng-admin-api", "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"})
public final class ApiServlet extends HttpServlet {
    static final String ROOT = "/api/v1";
    private static final long serialVersionUID = 1L;

    private final transient Operations operations;
    private final transient Callers callers;
    private final transient Operations.Watch watch;
    private transient volatile Routes routes;
    private transient volatile byte[] document;

    @Activate
    public ApiServlet(@Reference Operations operations, @Reference Callers callers) {
        this.operations = operations;
        this.callers = callers;
        this.watch = operations.watch(this::changed);
        changed();
    }

    @Deactivate
    void close() {
        watch.close();
    }

    private void changed() {
        routes = new Routes(operations.all());
        document = Json.bytes(OpenApi.of(operations.all()));
    }

    @Override
    protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
        Request request = new Request(http);
        Reply reply = new Reply(response, operations);
        Locale language = request.language();
        try {
            Caller caller = Credentials.of(http).caller(callers, http.getRemoteAddr(), language);
            answer(http, request, reply, caller);
        } catch (Refusal no) {
            reply.refuse(no, language);
        }
    }

    private void answer(HttpServletRequest http, Request request, Reply reply, Caller caller) throws IOException, Refusal {
        String path = http.getRequestURI().substring(ROOT.length());
        if (path.equals("/openapi.json") && http.getMethod().equals("GET")) {
            reply.document(document);
            return;
        }
        Routes now = routes;
        Routes.Found found = now.find(http.getMethod(), path).orElse(null);
        if (found == null) {
            TreeSet<String> methods = now.methods(path);
            throw methods.isEmpty() ? new Refusal(Kind.MISSING, Text.of(ApiServlet.class, "no-path", ROOT))
                    : new Refusal(Kind.NO_METHOD, Text.of(ApiServlet.class, "no-method", http.getMethod(), String.join(", ", methods)));
        }
        Record input = operations.input(found.entry(), request.input(found));
        Operations.Answer answer = operations.run(found.entry(), input, caller, request.expected());
        if (answer.value() instanceof Feed feed) {
            EventStream.open(http, feed, operations);
        } else {
            reply.answer(found.entry(), answer);
        }
    }
}
