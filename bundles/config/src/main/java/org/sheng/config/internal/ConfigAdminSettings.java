package org.sheng.config.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Schemas;
import org.sheng.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings in a node: files of its {@code etc} folder, changes by Config Admin. */
@Component(immediate = true, service = {Settings.class, Schemas.class, ConfigurationListener.class})
public final class ConfigAdminSettings implements Settings, Schemas, ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.config");

    private final ConfigurationAdmin admin;
    private final FileSettings files;

    @Activate
    public ConfigAdminSettings(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.admin = admin;
        // File Install's own property, and its default
        String encoding = context.getProperty("felix.fileinstall.configEncoding");
        files = new FileSettings(NodeFolders.etc(context::getProperty),
                encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding), context::getProperty);
    }

    @Deactivate
    void stop() {
        files.close();
    }

    @Override
    public <T extends Record> Watch<T> watch(String pid, Class<T> type, Consumer<T> changed) {
        return files.watch(pid, type, changed);
    }

    @Override
    public List<Schema> schemas() {
        return files.schemas();
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        switch (event.getType()) {
            case ConfigurationEvent.CM_UPDATED -> values(event.getPid())
                    .ifPresent(v -> files.changed(event.getPid(), Optional.of(v)));
            case ConfigurationEvent.CM_DELETED -> files.changed(event.getPid(), Optional.empty());
            default -> { } // CM_LOCATION_CHANGED says nothing of values
        }
    }

    /** Empty when it went away again meanwhile: another event says so. */
    private Optional<Map<String, String>> values(String pid) {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
            if (found == null) {
                return Optional.empty();
            }
            Dictionary<String, Object> properties = found[0].getProperties();
            if (restore(pid, properties)) {
                found[0].update(properties); // comes again, as another event; File Install writes it into the file
                return Optional.empty();
            }
            return Optional.of(texts(properties));
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.error("The changed configuration {} cannot be read, what was in force stays in force: {}", pid,
                    e.toString());
            return Optional.empty();
        }
    }

    /**
     * Karaf's own config commands read a file as ISO-8859-1 whatever File Install is told, and so spoil the values
     * beside the one that
     * they set. True when one was spoiled.
     */
    private boolean restore(String pid, Dictionary<String, Object> properties) {
        boolean restored = false;
        for (String key : Collections.list(properties.keys())) {
            Optional<String> before = files.text(pid, key);
            boolean spoiled = before.isPresent() && !before.get().equals(properties.get(key))
                    && misread(before.get()).equals(properties.get(key));
            if (spoiled) {
                properties.put(key, before.get());
                restored = true;
            }
        }
        return restored;
    }

    private static String misread(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> texts(Dictionary<String, Object> properties) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements();) {
            String key = keys.nextElement();
            if (!key.startsWith("service.") && !key.startsWith("felix.fileinstall.") && !key.startsWith("component.")) {
                texts.put(key, String.valueOf(properties.get(key)));
            }
        }
        return texts;
    }
}
