package org.sheng.store.rocksdb.internal;

import java.util.List;
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
import org.sheng.event.Events;
import org.sheng.service.MailService;
import org.sheng.store.MailStore;

/** Opens the node's store and offers it as a service. */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.sheng.store.MailStore\"")
@Component(service = {}, immediate = true)
public final class StoreComponent {
    private final Settings.Watch<StoreSettings> settings;
    private final KeyValueStore store;
    private final StoreService service;
    private final List<ServiceRegistration<?>> registrations;
    private final CompletableFuture<KeyValueStore> opened = new CompletableFuture<>();

    @Activate
    public StoreComponent(BundleContext bundle, @Reference Settings settings, @Reference Node node,
            @Reference Events events) {
        this.settings = settings.watch("org.sheng.store", StoreSettings.class, this::changed);
        store = RocksStore.opened(node.dataFolder().resolve("store"), this.settings.values());
        opened.complete(store);
        service = new StoreService(store, events);
        registrations = List.of(bundle.registerService(MailStore.class, store, null),
                bundle.registerService(MailService.class, service, null));
    }

    /** The other settings hold from the next start on. */
    private void changed(StoreSettings now) {
        opened.thenAccept(open -> open.minimumFree(now.minFreeDisk()));
    }

    @Deactivate
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
        service.close();
        settings.close();
        store.close();
    }
}
