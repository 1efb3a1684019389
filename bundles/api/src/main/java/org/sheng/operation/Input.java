package org.sheng.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component of an operation's input or output: what it means, and, of an input, what is taken. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Input {

    /** What it is, with its unit: one sentence, English. */
    String value();

    /** Least value: of a number, of a duration in seconds, of the length of a string or list. */
    long min() default Long.MIN_VALUE;

    /** Greatest value, counted as {@link #min}. */
    long max() default Long.MAX_VALUE;

    /** A regular expression that a string, or each element of a list, must match; empty for none. */
    String pattern() default "";

    /** What holds where an {@code Optional} is left out, for people; empty where nothing is to be said. */
    String standard() default "";

    /** Never shown, logged, answered or kept in the audit. */
    boolean secret() default false;

    /** Of an output: answered to who called, this once; never logged, nor kept in the audit or as the result of a task. */
    boolean once() default false;
}
