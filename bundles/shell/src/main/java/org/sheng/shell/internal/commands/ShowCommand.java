package org.sheng.shell.internal.commands;

import java.util.Map;
import org.apache.karaf.shell.api.action.Option;

/** A command whose output is one thing with its properties. */
abstract class ShowCommand extends NodeCommand {

    @Option(name = "--json", description = "Writes a JSON object")
    boolean json;

    /** @param properties by name in camel case, in the order to show */
    final void show(Map<String, Object> properties) {
        if (json) {
            out().println(Json.of(properties));
            return;
        }
        int width = properties.keySet().stream().mapToInt(name -> Cell.title(name).length()).max().orElse(0);
        properties.forEach((name, value) -> out().printf("%-" + width + "s  %s%n", Cell.title(name), Cell.text(value)));
    }
}
