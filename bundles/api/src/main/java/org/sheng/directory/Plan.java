package org.sheng.directory;

/** A named set of limits that domains and users inherit. {@code name}: {@code [a-z0-9-]{1,64}}. */
public record Plan(String name, String description, LimitSettings limits) { }
