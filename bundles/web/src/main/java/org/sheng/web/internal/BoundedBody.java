package org.sheng.web.internal;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.sheng.web.RequestLimits;

/** A request whose content is neither longer nor slower than it may be. */
final class BoundedBody extends Request.Wrapper {
    /** The status of an answer that the servlet does not give because its reading failed here. */
    static final String FAILURE = "org.sheng.web.internal.failure";
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long standard;
    private final int rate;
    private long begun;
    private long length;
    private Content.Chunk failed;

    /** @param standard most bytes where the servlet says nothing else */
    BoundedBody(Request request, long standard, int rate) {
        super(request);
        this.standard = standard;
        this.rate = rate;
    }

    @Override
    public Content.Chunk read() {
        if (failed != null) {
            return failed;
        }
        long most = getAttribute(RequestLimits.BODY) instanceof Long said ? said : standard;
        if (getLength() > most) {
            return fail(HttpStatus.PAYLOAD_TOO_LARGE_413, "the content is longer than " + most + " bytes");
        }
        if (begun == 0) {
            begun = System.nanoTime();
        }
        Content.Chunk chunk = super.read();
        if (chunk == null || Content.Chunk.isFailure(chunk)) {
            return chunk;
        }
        length += chunk.remaining();
        if (length > most) {
            chunk.release();
            return fail(HttpStatus.PAYLOAD_TOO_LARGE_413, "the content is longer than " + most + " bytes");
        }
        long taken = System.nanoTime() - begun;
        if (!chunk.isLast() && taken > GRACE_NANOS && length < rate * TimeUnit.NANOSECONDS.toSeconds(taken)) {
            chunk.release();
            return fail(HttpStatus.REQUEST_TIMEOUT_408, "the content comes slower than " + rate + " bytes a second");
        }
        return chunk;
    }

    private Content.Chunk fail(int status, String why) {
        setAttribute(FAILURE, status);
        failed = Content.Chunk.from(new HttpException.RuntimeException(status, why), true);
        return failed;
    }
}
