package org.sheng.relay.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sheng.service.MailService;
import org.sheng.service.MailService.Endpoint;

/** The addresses at which this node itself receives mail. */
final class OwnListeners implements Predicate<InetSocketAddress> {
    private final BundleContext bundle;

    OwnListeners(BundleContext bundle) {
        this.bundle = bundle;
    }

    @Override
    public boolean test(InetSocketAddress address) {
        return receivers().anyMatch(endpoint -> isAt(endpoint, address));
    }

    private Stream<Endpoint> receivers() {
        try {
            return bundle.getServiceReferences(MailService.class, null).stream().flatMap(this::endpoints);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException("no filter, no syntax", e);
        }
    }

    private Stream<Endpoint> endpoints(ServiceReference<MailService> reference) {
        MailService service = bundle.getService(reference);
        if (service == null) {
            return Stream.empty(); // it went meanwhile
        }
        try {
            return service.kind() == MailService.Kind.RECEIVE ? service.endpoints().stream() : Stream.empty();
        } finally {
            bundle.ungetService(reference);
        }
    }

    static boolean isAt(Endpoint endpoint, InetSocketAddress address) {
        if (endpoint.port() != address.getPort()) {
            return false;
        }
        try {
            InetAddress listens = InetAddress.getByName(endpoint.address());
            if (address.getAddress().isAnyLocalAddress()) {
                // RFC 1122 §3.2.1.3: "this host"; systems connect to their loopback address then
                return isLocal(listens);
            }
            return listens.isAnyLocalAddress() ? isLocal(address.getAddress()) : listens.equals(address.getAddress());
        } catch (UnknownHostException e) {
            return false; // endpoints are numeric
        }
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress() || address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
