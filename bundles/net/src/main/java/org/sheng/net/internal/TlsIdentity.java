package org.sheng.net.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.sheng.config.Node;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.net.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificate and key that listeners show. Looks at the files now and then; a pair that cannot be used leaves the last good one in force and is told
 * to the administrator once.
 */
final class TlsIdentity implements Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(TlsIdentity.class);

    private final Node node;
    private final Events events;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile SslContext context;
    private volatile X509ExtendedKeyManager keys;
    private volatile NetSettings settings;
    // Guarded by this.
    private List<Object> seen = List.of();

    TlsIdentity(Node node, NetSettings settings, Events events) {
        this.node = node;
        this.settings = settings;
        this.events = events;
        reloadIfChanged();
        if (context == null) {
            useOwn();
        }
    }

    void settings(NetSettings changed) {
        settings = changed;
        reloadIfChanged();
    }

    /** Handshake work runs on the given executor, not on the event loop. */
    SslHandler handler(ByteBufAllocator buffers, Executor handshakes) {
        SslHandler handler = context.newHandler(buffers, handshakes);
        handler.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(TimeUnit.SECONDS.toMillis(3));
        return handler;
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    @Override
    public Watch watch(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    void reloadIfChanged() {
        if (reload()) {
            watchers.forEach(TlsIdentity::tell);
        }
    }

    private static void tell(Runnable watcher) {
        try {
            watcher.run();
        } catch (RuntimeException e) {
            LOG.error("A listener did not take the new TLS certificate; it shows the one before until it is started again", e);
        }
    }

    /** True when another certificate is in force. */
    private synchronized boolean reload() {
        NetSettings now = settings;
        List<Object> state = stateOf(now);
        if (state.equals(seen)) {
            return false;
        }
        boolean first = seen.isEmpty();
        seen = state;
        try {
            KeyPairFile.Identity identity = now.certificate().isEmpty() ? OwnCertificate.in(node) : KeyPairFile.read(
                    node.etcFolder().resolve(now.certificate()), now.key().isEmpty() ? null : node.etcFolder().resolve(now.key()), now.password());
            use(identity);
            if (now.certificate().isEmpty()) {
                seen = stateOf(now); // the files may just have been made
            }
            LOG.info("TLS certificate in use: {}, valid until {}", identity.chain().get(0).getSubjectX500Principal(),
                    identity.chain().get(0).getNotAfter().toInstant());
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            events.publish(new MailEvent.NodeTrouble("net", "The TLS certificate " + (now.certificate().isEmpty() ? "etc/tls/node.crt" : now.certificate())
                    + " cannot be used (" + e + "); " + (first ? "the node's own is used" : "the one before stays in use")
                    + ". Repair the file or the settings certificate, key and password of org.sheng.net.cfg"));
            return false;
        }
    }

    private void useOwn() {
        try {
            use(OwnCertificate.in(node));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException("No TLS certificate can be made in " + node.etcFolder().resolve("tls")
                    + ": see that the folder can be written; a node.crt or node.key that is damaged can be deleted, new ones are made", e);
        }
    }

    private void use(KeyPairFile.Identity identity) throws IOException, GeneralSecurityException {
        SslContext made = contextOf(identity);
        keys = keysOf(identity);
        context = made;
    }

    private static X509ExtendedKeyManager keysOf(KeyPairFile.Identity identity) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = new char[0]; // of a store that is never written
        store.setKeyEntry("node", identity.key(), password, identity.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, password);
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    private static SslContext contextOf(KeyPairFile.Identity identity) throws IOException {
        return SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2") // RFC 8314 §4.1, RFC 8996
                .sessionCacheSize(4096)
                .build();
    }

    /** What tells a changed pair from an unchanged one, without reading it. */
    private List<Object> stateOf(NetSettings now) {
        List<Object> state = new ArrayList<>();
        state.add(now.certificate());
        state.add(now.key());
        state.add(now.password());
        if (now.certificate().isEmpty()) {
            addState(state, OwnCertificate.certificateFile(node));
            return state;
        }
        addState(state, node.etcFolder().resolve(now.certificate()));
        if (!now.key().isEmpty()) {
            addState(state, node.etcFolder().resolve(now.key()));
        }
        return state;
    }

    private static void addState(List<Object> state, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            state.add(attributes.lastModifiedTime());
            state.add(attributes.size());
            state.add(String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException e) {
            state.add("missing");
        } catch (IOException e) {
            state.add(e.toString());
        }
    }
}
