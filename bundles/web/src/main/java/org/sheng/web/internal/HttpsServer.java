package org.sheng.web.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import jakarta.servlet.Servlet;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.sheng.net.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty, set up as this node wants it. It runs without a listener; {@link #listen} opens one, so that servlets live on
 * while the port is closed.
 */
final class HttpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpsServer.class);
    private static final int LEAST_THREADS = 4;
    private static final int THREAD_IDLE_MILLIS = 60_000;
    private static final int STREAMS = 64;
    private static final int LARGEST_POOLED_BUFFER = 65_536;
    private static final long POOLED_HEAP = 4L << 20;
    private static final long POOLED_DIRECT = 8L << 20;
    private static final int SESSION_SECONDS = 1_800;

    private final Supplier<WebSettings> settings;
    private final Certificates certificates;
    private final Certificates.Watch watch;
    private final Associations associations;
    private final QueuedThreadPool threads;
    private final HttpConfiguration http = new HttpConfiguration();
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private final ServletContextHandler servlets = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    private final Server server;

    /** @param dispatcher gets all requests */
    HttpsServer(Supplier<WebSettings> settings, Certificates certificates, Associations associations,
            Servlet dispatcher, Consumer<ServletContextHandler> more) {
        this.settings = settings;
        this.certificates = certificates;
        this.associations = associations;
        WebSettings first = settings.get();
        // Its queue holds Jetty's own tasks too, of which none may be lost; the gate bounds it.
        threads = new QueuedThreadPool(first.requestThreads(), LEAST_THREADS, THREAD_IDLE_MILLIS);
        threads.setName("sheng-web");
        threads.setDaemon(true);
        threads.setDetailedDump(false);
        server = new Server(threads, new ScheduledExecutorScheduler("sheng-web-scheduler", true),
                new ArrayByteBufferPool(0, -1, LARGEST_POOLED_BUFFER, -1, POOLED_HEAP, POOLED_DIRECT));
        SecurityHeaders headers = new SecurityHeaders(settings);
        ErrorPages errors = new ErrorPages(headers);
        server.setErrorHandler(errors);
        servlets.setErrorHandler(errors);
        ServletHolder holder = new ServletHolder(dispatcher);
        holder.setAsyncSupported(true);
        servlets.addServlet(holder, "/*");
        sessions();
        more.accept(servlets);
        server.setHandler(new Gate(settings, associations, threads::getQueueSize, headers, servlets));
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.addCustomizer(new SecureRequestCustomizer(false));
        settings(first);
        useCertificate();
        watch = certificates.watch(this::useCertificate);
    }

    private void sessions() {
        servlets.getSessionHandler().setHttpOnly(true);
        servlets.getSessionHandler().setSecureRequestOnly(true);
        servlets.getSessionHandler().setSameSite(HttpCookie.SameSite.STRICT);
        servlets.getSessionHandler().setMaxInactiveInterval(SESSION_SECONDS);
    }

    private void useCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {certificates.keyManager()}, null, null);
            // RFC 8996: TLS 1.2 and 1.3 alone; of 1.2 what Jetty leaves of the JDK's ciphers: with forward secrecy
            tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            tls.setRenegotiationAllowed(false);
            if (tls.isStarted()) {
                tls.reload(factory -> factory.setSslContext(context));
            } else {
                tls.setSslContext(context);
            }
        } catch (Exception e) { // what reload declares
            throw new IllegalStateException("HTTPS cannot use the TLS certificate: " + e.getMessage(), e);
        }
    }

    void start() throws Exception {
        server.start();
    }

    /** Settings that hold at once, or from the next connection on. */
    void settings(WebSettings now) {
        http.setRequestHeaderSize(now.maxHeaderSize());
        http.setIdleTimeout(now.idle().toMillis());
        threads.setMaxThreads(now.requestThreads());
    }

    ServletContextHandler servlets() {
        return servlets;
    }

    /** Opens a listener. @throws IOException when the port cannot be had */
    HttpsConnector listen(String address, int port) throws IOException {
        HttpsConnector connector = connector();
        connector.setHost(address);
        connector.setPort(port);
        connector.setIdleTimeout(settings.get().idle().toMillis());
        server.addConnector(connector);
        try {
            connector.start();
            return connector;
        } catch (IOException e) {
            server.removeConnector(connector);
            throw e;
        } catch (Exception e) {
            server.removeConnector(connector);
            throw new IOException(e.getMessage(), e);
        }
    }

    private HttpsConnector connector() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Jetty finds the ALPN of the JDK and the header encoder of HTTP/2 by ServiceLoader
        thread.setContextClassLoader(Server.class.getClassLoader());
        try {
            Class.forName(PreEncodedHttpField.class.getName(), true, PreEncodedHttpField.class.getClassLoader());
            HttpConnectionFactory http1 = new HttpConnectionFactory(http);
            HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
            http2.setMaxConcurrentStreams(STREAMS);
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
            return new HttpsConnector(server, associations, new SslConnectionFactory(tls, alpn.getProtocol()), alpn,
                    http2, http1);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Closes what is left of a listener, with its connections. */
    void cut(HttpsConnector connector) {
        try {
            connector.stop();
        } catch (Exception e) { // what LifeCycle declares
            LOG.warn("The HTTPS listener did not end in good order", e);
        }
        server.removeConnector(connector);
    }

    @Override
    public void close() {
        watch.close();
        try {
            server.stop();
        } catch (Exception e) { // what LifeCycle declares
            LOG.warn("The HTTPS server did not end in good order", e);
        }
    }

    /** Where a listener is bound. */
    static InetSocketAddress boundTo(HttpsConnector connector) {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }
}
