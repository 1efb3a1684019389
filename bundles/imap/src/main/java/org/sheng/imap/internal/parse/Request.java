package org.sheng.imap.internal.parse;

/** A command with its tag. {@code tag} is {@code *} where none could be read. */
public record Request(String tag, Command command) { }
