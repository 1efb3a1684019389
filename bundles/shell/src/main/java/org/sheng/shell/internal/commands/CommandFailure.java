package org.sheng.shell.internal.commands;

/** A command that did not do what it was asked to; the message says what, why and what to do next. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false); // for a person: a stack trace would say nothing more
    }
}
