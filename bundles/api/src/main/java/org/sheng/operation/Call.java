package org.sheng.operation;

/** A call in work, as its operation sees it. Any thread. */
public interface Call {

    Caller caller();

    /** Tells who watches how far it is. Cheap: may be called for each thing done. */
    void progress(Progress progress);

    /** True when nobody wants the result any more: the operation ends soon, leaves things whole, and throws {@link Refusal#cancelled}. */
    boolean cancelled();

    /**
     * How far a long operation is.
     *
     * @param done of what there is to do, in a unit of the operation's
     * @param all 0: not known
     * @param text for people, one line; may be empty
     */
    record Progress(long done, long all, Text text) { }
}
