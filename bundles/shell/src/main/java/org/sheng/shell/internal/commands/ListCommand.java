package org.sheng.shell.internal.commands;

import org.apache.karaf.shell.api.action.Option;

/** A command whose output is a table or JSON. */
abstract class ListCommand extends NodeCommand {

    @Option(name = "--json", description = "Writes JSON: an array with an object a line")
    boolean json;

    /** @param columns names of the values of each row, in camel case */
    final Listing listing(String... columns) {
        return new Listing(out(), json, columns);
    }
}
