package org.sheng.config.internal;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where a node keeps things, from Karaf's framework properties. */
final class NodeFolders {
    private NodeFolders() { }

    /** The node's own etc, not the distribution's. */
    static Path etc(UnaryOperator<String> properties) {
        return Path.of(required(properties, "karaf.base")).resolve("etc");
    }

    static Path data(UnaryOperator<String> properties) {
        return Path.of(required(properties, "karaf.data"));
    }

    private static String required(UnaryOperator<String> properties, String name) {
        String value = properties.apply(name);
        if (value == null) {
            throw new IllegalStateException("the framework property " + name + " is not set: this is no node");
        }
        return value;
    }
}
