package org.sheng.web.internal;

import java.nio.file.Path;
import org.sheng.config.Node;

/** A node on an address, with its files in a folder. */
record TestNode(Path home, String bindAddress) implements Node {

    @Override
    public String hostName() {
        return "node.example.org";
    }

    @Override
    public int portOffset() {
        return 0;
    }

    @Override
    public Path dataFolder() {
        return home.resolve("data");
    }

    @Override
    public Path etcFolder() {
        return home.resolve("etc");
    }
}
