package org.sheng.store.rocksdb.internal;

import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.store.MailStore;

/** Opens the node's store and offers it as a service. */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.sheng.store.MailStore\"")
@Component(service = {}, immediate = true)
public final class StoreComponent {
    private final Settings.Watch<StoreSettings> settings;
    private final KeyValueStore store;
    private final ServiceRegistration<MailStore> registration;
    private final CompletableFuture<KeyValueStore> opened = new CompletableFuture<>();

    @Activate
    public StoreComponent(BundleContext bundle, @Reference Settings settings, @Reference Node node) {
        this.settings = settings.watch("org.sheng.store", StoreSettings.class, this::changed);
        store = RocksStore.opened(node.dataFolder().resolve("store"), this.settings.values());
        opened.complete(store);
        registration = bundle.registerService(MailStore.class, store, null);
    }

    /** The other settings hold from the next start on. */
    private void changed(StoreSettings now) {
        opened.thenAccept(open -> open.minimumFree(now.minFreeDisk()));
    }

    @Deactivate
    public void close() {
        registration.unregister();
        settings.close();
        store.close();
    }
}
