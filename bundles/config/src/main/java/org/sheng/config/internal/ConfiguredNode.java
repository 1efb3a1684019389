package org.sheng.config.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.config.Setting;
import org.sheng.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node as {@code etc/org.sheng.node.cfg} has it, read once. */
@Component(immediate = true)
public final class ConfiguredNode implements Node {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.config");

    private final Settings.Watch<NodeSettings> settings;
    private final NodeSettings atStart;
    private final String hostName;
    private final Path data;
    private final Path etc;

    record NodeSettings(
            @Setting(value = "The node's fully qualified domain name, said in EHLO, Received lines and bounces. "
                    + "Empty: the machine's own name. "
                    + "Read when the node starts.", def = "", max = 255,
                    pattern = "([A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*)?")
            String hostName,
            @Setting(value = "Address the listeners bind to; 0.0.0.0 or :: opens the node to the network. Read when "
                    + "the node starts.",
                    def = "127.0.0.1", min = 2, max = 45, pattern = "[0-9A-Fa-f:.]+")
            String bind,
            @Setting(value = "Added to the port of every listener, so that several nodes run on one machine. Read "
                    + "when the node starts.",
                    def = "0", min = 0, max = 50_000)
            int offset) { }

    @Activate
    public ConfiguredNode(BundleContext context, @Reference Settings settings) {
        this.settings = settings.watch("org.sheng.node", NodeSettings.class,
                values -> LOG.warn("What changed in org.sheng.node.cfg holds from the next start of the node on"));
        atStart = this.settings.values();
        hostName = atStart.hostName().isEmpty() ? machineName() : atStart.hostName().toLowerCase(Locale.ROOT);
        data = NodeFolders.data(context::getProperty);
        etc = NodeFolders.etc(context::getProperty);
    }

    @Deactivate
    void stop() {
        settings.close();
    }

    @Override
    public String hostName() {
        return hostName;
    }

    @Override
    public String bindAddress() {
        return atStart.bind();
    }

    @Override
    public int portOffset() {
        return atStart.offset();
    }

    @Override
    public Path dataFolder() {
        return data;
    }

    @Override
    public Path etcFolder() {
        return etc;
    }

    /**
     * RFC 5321 §4.1.4 wants a name that resolves; where the machine has none but a number, localhost is the honest one.
     */
    private static String machineName() {
        try {
            String name = InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
            return name.matches("[0-9.]+|.*:.*") ? "localhost" : name;
        } catch (UnknownHostException e) {
            LOG.warn("The machine's name cannot be found ({}): the node calls itself localhost. Set host-name in "
                    + "org.sheng.node.cfg.",
                    e.getMessage());
            return "localhost";
        }
    }
}
