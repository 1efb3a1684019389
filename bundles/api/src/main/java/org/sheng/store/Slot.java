package org.sheng.store;

/** Where an operation's result is found in the {@link CommitResult}. */
public record Slot<R>(int operation) { }
