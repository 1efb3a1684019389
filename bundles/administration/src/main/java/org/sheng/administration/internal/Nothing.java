package org.sheng.administration.internal;

/** The input of an operation that needs none. */
public record Nothing() { }
