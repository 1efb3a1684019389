package org.sheng.shell.internal.commands;

import org.sheng.directory.Administrators.Role;

/** What an option {@code --role} says. */
final class AdminRole {
    private AdminRole() { }

    static Role of(String word) throws CommandFailure {
        for (Role known : Role.values()) {
            if (Cell.word(known).equals(word)) {
                return known;
            }
        }
        throw new CommandFailure("--role must be system, operator, auditor or domain, not " + word);
    }
}
