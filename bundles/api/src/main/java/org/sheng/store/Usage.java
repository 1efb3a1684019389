package org.sheng.store;

/** What an account's messages take, each copy counted, kept in the commits that change it. */
public record Usage(long bytes, long messages) {
    public static final Usage NONE = new Usage(0, 0);
}
