package org.sheng.adminapi.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.sheng.operation.Feed;
import org.sheng.operation.Operations;

/**
 * Server-sent events (HTML Standard §9.2) without a thread for each reader. At most {@value #MOST_WAITING} events wait for a reader; one that is slower is cut, and goes
 * on by the id of the last event it got.
 */
final class EventStream implements Predicate<Feed.Item>, WriteListener, AsyncListener {
    private static final int MOST_WAITING = 1_000;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Operations operations;
    // Guarded by this.
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean sourceEnded;
    private boolean gone;
    private boolean completed;

    private EventStream(AsyncContext context, ServletOutputStream out, Operations operations) {
        this.context = context;
        this.out = out;
        this.operations = operations;
    }

    static void open(HttpServletRequest request, Feed feed, Operations operations) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // a reader may wait for days; who is gone is found by writing
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        EventStream stream = new EventStream(context, response.getOutputStream(), operations);
        context.addListener(stream);
        stream.waiting.add(": open\n\n".getBytes(StandardCharsets.US_ASCII));
        CompletionStage<Void> end = feed.open(stream);
        stream.out.setWriteListener(stream);
        end.whenComplete((done, failure) -> stream.sourceEnded());
    }

    @Override
    public synchronized boolean test(Feed.Item item) {
        if (gone || waiting.size() >= MOST_WAITING) {
            gone = true;
            return false;
        }
        waiting.add(bytes(item));
        pump();
        return true;
    }

    private byte[] bytes(Feed.Item item) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(256);
        if (!item.id().isEmpty()) {
            event.writeBytes(("id: " + item.id() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        event.writeBytes(("event: " + item.type() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(Json.bytes(operations.tree(item.data()))); // no line ends in it
        event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return event.toByteArray();
    }

    private synchronized void sourceEnded() {
        sourceEnded = true;
        pump();
    }

    @Override
    public synchronized void onWritePossible() {
        pump();
    }

    private synchronized void pump() {
        try {
            while (!completed && !gone && out.isReady()) {
                byte[] next = waiting.poll();
                if (next == null) {
                    if (sourceEnded) {
                        complete();
                    }
                    return;
                }
                out.write(next);
                if (waiting.isEmpty() && out.isReady()) {
                    out.flush();
                }
            }
            if (gone) {
                complete();
            }
        } catch (IOException | IllegalStateException readerGone) {
            gone = true;
            complete();
        }
    }

    private void complete() {
        if (!completed) {
            completed = true;
            waiting.clear();
            context.complete();
        }
    }

    @Override
    public synchronized void onError(Throwable readerGone) {
        gone = true;
        complete();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        gone = true;
        completed = true;
        waiting.clear();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) { }
}
