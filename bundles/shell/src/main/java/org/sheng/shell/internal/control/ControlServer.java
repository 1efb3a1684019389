package org.sheng.shell.internal.control;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the control socket in the node's home. At most {@value #CONNECTIONS} clients; more are told so and sent away. */
@Component(service = {}, immediate = true)
public final class ControlServer {

    static final int CONNECTIONS = 16;
    static final String SOCKET = "control.sock";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Path path;
    private final ServerSocketChannel listener;
    private final Services services;
    private final CommandRun commands;
    private final Readiness readiness;
    private final Semaphore places = new Semaphore(CONNECTIONS);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    @Activate
    public ControlServer(BundleContext context, @Reference SessionFactory sessions, @Reference ServiceComponentRuntime components)
            throws IOException {
        this(socketPath(Path.of(context.getProperty("karaf.base"))), context, sessions, components);
    }

    ControlServer(Path path, BundleContext context, SessionFactory sessions, ServiceComponentRuntime components) throws IOException {
        this.path = path;
        services = new Services(context);
        commands = new CommandRun(sessions);
        readiness = new Readiness(context, components, services);
        // Karaf's lock file makes sure that no other node lives in this home: what is there is left from a crash.
        Files.deleteIfExists(path);
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        thread("control-accept", this::accept);
    }

    /** Relative where it can be: a socket's address has room for 107 bytes (unix(7)), a node's home may be longer. */
    private static Path socketPath(Path home) throws IOException {
        Path here = Path.of("");
        return Files.isSameFile(here.toAbsolutePath(), home) ? Path.of(SOCKET) : home.resolve(SOCKET);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                if (places.tryAcquire()) {
                    open.add(client);
                    thread("control", () -> serve(client));
                } else {
                    refuse(client);
                }
            } catch (AsynchronousCloseException e) {
                return;
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("The control socket could not take a connection: {}", e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            new ControlConnection(client, commands, readiness, services).run();
        } catch (IOException e) {
            LOG.debug("A control connection ended early: {}", e.getMessage());
        } finally {
            open.remove(client);
            places.release();
        }
    }

    private static void refuse(SocketChannel client) throws IOException {
        try (client; DataOutputStream out = SocketStreams.out(client)) {
            Frame.text(Frame.Type.ERR, "The node already runs " + CONNECTIONS + " commands; try again when one has ended.\n").writeTo(out);
            Frame.exit(1).writeTo(out);
        }
    }

    static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Deactivate
    void close() throws IOException {
        listener.close();
        for (SocketChannel client : open) {
            client.close();
        }
        services.close();
        Files.deleteIfExists(path);
    }
}
