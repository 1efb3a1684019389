package org.sheng.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A setting: on a component of a settings record. The key in the file is the component's name in kebab-case
 * ({@code maxMessageSize} is {@code max-message-size}).
 *
 * <p>Types: {@code int}, {@code long}, {@code boolean}, {@code String}, {@code Duration} (ISO-8601 or {@code 10s}, {@code 5m}, {@code 4h}, {@code 5d}), an
 * enum, {@code List<String>}, {@code List<Duration>} (comma-separated). Sizes in bytes are {@code long} and may be written with K, M, G.
 */
// FIELD: there the bundle tool sees it too, and makes a bundle of nothing but settings import this package
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

    /** What it does, with its unit, for an administrator; English, one or two sentences. */
    String value();

    /** The default, written as in the file. */
    String def();

    /** Least value: of a number, of a duration in seconds, of a list's or string's length. */
    long min() default Long.MIN_VALUE;

    /** Greatest value, counted as {@link #min}. */
    long max() default Long.MAX_VALUE;

    /** A regular expression that a string, or each element of a list, must match; empty for none. */
    String pattern() default "";

    /** Never shown, logged or exported. */
    boolean secret() default false;
}
