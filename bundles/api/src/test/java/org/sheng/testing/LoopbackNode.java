package org.sheng.testing;

import java.nio.file.Path;
import org.sheng.config.Node;

/** A node on loopback that keeps everything in one folder. */
public record LoopbackNode(String hostName, Path etcFolder) implements Node {

    @Override
    public String bindAddress() {
        return "127.0.0.1";
    }

    @Override
    public int portOffset() {
        return 0;
    }

    @Override
    public Path dataFolder() {
        return etcFolder;
    }
}
