package org.sheng.config.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
            return found == null ? Optional.empty() : Optional.of(texts(found[0].getProperties()));
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.error("The changed configuration {} cannot be read, what was in force stays in force: {}", pid,
                    e.toString());
            return Optional.empty();
        }
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
