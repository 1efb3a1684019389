package org.sheng.operation;

import java.io.IOException;
import java.io.OutputStream;

/** A file as an answer, written as it is made. */
public interface Download {

    /** For example {@code text/csv; charset=utf-8}. */
    String mediaType();

    /** What a browser would call it: {@code [A-Za-z0-9._-]+}. */
    String fileName();

    /** Called once, on a worker thread. A reader that is slow slows it down; one that goes away ends it with an IOException. */
    void write(OutputStream out) throws IOException;
}
