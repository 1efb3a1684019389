package org.sheng.relay.internal;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sheng.dns.Resolver;
import org.sheng.dns.Resolver.MailHost;
import org.sheng.dns.Resolver.MailHosts;
import org.sheng.relay.internal.RelaySettings.Tls;

/** Where mail for a domain goes (RFC 5321 §5.1). */
final class Routing {
    /** Addresses that one attempt tries. */
    static final int MOST = 10;
    private static final int MOST_HOSTS = 20;
    /** So that a host with many addresses leaves room for the next one. */
    private static final int MOST_OF_ONE = 5;

    private final Resolver resolver;
    private final Supplier<RelaySettings> settings;
    private final String ownName;
    private final Predicate<InetSocketAddress> own;

    /** @param own whether an address is a listener of this node */
    Routing(Resolver resolver, Supplier<RelaySettings> settings, String ownName, Predicate<InetSocketAddress> own) {
        this.resolver = resolver;
        this.settings = settings;
        this.ownName = ownName;
        this.own = own;
    }

    /** What the question led to. */
    sealed interface Way {
        /** Addresses to try, in order; not empty. */
        record To(List<Target> targets) implements Way { }

        /** None, now or for good, as the status says. */
        record Nowhere(String status, String why) implements Way { }
    }

    CompletionStage<Way> to(String domain) {
        RelaySettings values = settings.get();
        if (!values.smarthost().isEmpty()) {
            return addresses(values.smarthost()).thenApply(found -> smarthost(values, found)).exceptionally(Routing::noAnswer);
        }
        if (domain.startsWith("[")) {
            return CompletableFuture.completedStage(literal(domain, values));
        }
        return resolver.mailHosts(domain).thenCompose(hosts -> hosts(domain, hosts, values)).exceptionally(Routing::noAnswer);
    }

    private static Way noAnswer(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new Way.Nowhere("4.4.3", String.valueOf(cause.getMessage()));
    }

    private Way smarthost(RelaySettings values, List<InetAddress> found) {
        if (found.isEmpty()) {
            return new Way.Nowhere("4.4.3", "the smarthost " + values.smarthost() + " has no address");
        }
        List<Target> targets = found.stream().limit(MOST).map(address -> new Target(values.smarthost(),
                new InetSocketAddress(address, values.smarthostPort()), values.smarthostTls(),
                values.smarthostVerify())).toList();
        // for somebody to mend: no reason to send mail back
        return targets.stream().anyMatch(target -> own.test(target.address()))
                ? new Way.Nowhere("4.3.5", "the smarthost " + values.smarthost() + " is this node itself")
                : new Way.To(targets);
    }

    private CompletionStage<List<InetAddress>> addresses(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return CompletableFuture.completedStage(List.of(InetAddress.getLoopbackAddress())); // RFC 6761 §6.3
        }
        boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return numeric ? CompletableFuture.completedStage(numeric(host).stream().toList()) : resolver.addresses(host);
    }

    /** Without asking anybody, as InetAddress would what looks like a name. */
    private static Optional<InetAddress> numeric(String text) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return octets == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    /** RFC 5321 §4.1.3. */
    private Way literal(String domain, RelaySettings values) {
        String text = domain.substring(1, domain.length() - 1).replaceFirst("^ipv6:", "");
        return numeric(text).<Way>map(address -> targets(domain, List.of(new Found(0, List.of(new Target(domain,
                new InetSocketAddress(address, values.port()), tls(values), false)), Optional.empty()))))
                .orElseGet(() -> new Way.Nowhere("5.1.2", "not an address: " + domain));
    }

    private CompletionStage<Way> hosts(String domain, MailHosts answer, RelaySettings values) {
        if (answer instanceof MailHosts.NullMx) {
            return CompletableFuture.completedStage(new Way.Nowhere("5.1.10", "the domain " + domain + " takes no mail (RFC 7505)"));
        }
        if (answer instanceof MailHosts.NoSuchDomain) {
            return CompletableFuture.completedStage(new Way.Nowhere("5.1.2", "the domain " + domain + " does not exist"));
        }
        List<MailHost> hosts = preferredToUs(((MailHosts.Hosts) answer).hosts());
        if (hosts.isEmpty()) {
            return CompletableFuture.completedStage(loop(domain));
        }
        return lookUp(hosts, values).thenApply(found -> targets(domain, found));
    }

    /** RFC 5321 §5.1: where we are a mail host ourselves, only those that are preferred to us may get it. */
    private List<MailHost> preferredToUs(List<MailHost> hosts) {
        int ours = hosts.stream().filter(host -> host.name().equalsIgnoreCase(ownName)).mapToInt(MailHost::preference).min()
                .orElse(Integer.MAX_VALUE);
        return hosts.stream().filter(host -> host.preference() < ours).limit(MOST_HOSTS).toList();
    }

    /** A host's addresses, or why they could not be had. */
    private record Found(int preference, List<Target> targets, Optional<Throwable> failure) { }

    private CompletionStage<List<Found>> lookUp(List<MailHost> hosts, RelaySettings values) {
        List<CompletableFuture<Found>> asked = hosts.stream()
                .map(host -> lookUp(host, values).toCompletableFuture()).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    private CompletionStage<Found> lookUp(MailHost host, RelaySettings values) {
        return addresses(host.name()).handle((addresses, failure) -> {
            List<InetAddress> found = failure == null ? addresses : List.of();
            List<Target> targets = found.stream().limit(MOST_OF_ONE).map(address -> new Target(host.name(),
                    new InetSocketAddress(address, values.port()), tls(values), false)).toList();
            return new Found(host.preference(), targets, Optional.ofNullable(failure));
        });
    }

    /** As {@link #preferredToUs}, now that addresses tell whether a host is this node under another name. */
    private Way targets(String domain, List<Found> hosts) {
        int ours = hosts.stream().filter(this::isOurs).mapToInt(Found::preference).min().orElse(Integer.MAX_VALUE);
        List<Found> preferred = hosts.stream().filter(host -> host.preference() < ours).toList();
        List<Target> targets = preferred.stream().flatMap(host -> host.targets().stream()).limit(MOST).toList();
        if (!targets.isEmpty()) {
            return new Way.To(targets);
        }
        Optional<Throwable> failure = preferred.stream().flatMap(host -> host.failure().stream()).findFirst();
        if (failure.isPresent()) {
            return noAnswer(failure.get());
        }
        return ours < Integer.MAX_VALUE ? loop(domain)
                : new Way.Nowhere("5.4.4", "no mail host of " + domain + " has an address");
    }

    private boolean isOurs(Found host) {
        return host.targets().stream().anyMatch(target -> own.test(target.address()));
    }

    private static Way loop(String domain) {
        return new Way.Nowhere("5.4.6", "mail for " + domain + " leads back to this node, which does not have that domain");
    }

    private static Tls tls(RelaySettings values) {
        return values.tls() ? Tls.OPPORTUNISTIC : Tls.NONE;
    }
}
