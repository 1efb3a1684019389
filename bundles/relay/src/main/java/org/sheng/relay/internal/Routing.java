package org.sheng.relay.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
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

    private static Way smarthost(RelaySettings values, List<InetAddress> found) {
        if (found.isEmpty()) {
            return new Way.Nowhere("4.4.3", "the smarthost " + values.smarthost() + " has no address");
        }
        return new Way.To(found.stream().limit(MOST).map(address -> new Target(values.smarthost(),
                new InetSocketAddress(address, values.smarthostPort()), values.smarthostTls(), values.smarthostVerify())).toList());
    }

    private CompletionStage<List<InetAddress>> addresses(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return CompletableFuture.completedStage(List.of(InetAddress.getLoopbackAddress())); // RFC 6761 §6.3
        }
        boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!numeric) {
            return resolver.addresses(host);
        }
        try {
            return CompletableFuture.completedStage(List.of(InetAddress.getByName(host)));
        } catch (UnknownHostException e) {
            return CompletableFuture.completedStage(List.of());
        }
    }

    /** RFC 5321 §4.1.3. */
    private Way literal(String domain, RelaySettings values) {
        String text = domain.substring(1, domain.length() - 1).replaceFirst("^ipv6:", "");
        if (!text.matches("[0-9a-f:.]+")) {
            return new Way.Nowhere("5.1.2", "not an address: " + domain);
        }
        try {
            return targets(domain, List.of(List.of(new Target(domain, new InetSocketAddress(InetAddress.getByName(text), values.port()),
                    tls(values), false))));
        } catch (UnknownHostException e) {
            return new Way.Nowhere("5.1.2", "not an address: " + domain);
        }
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

    /** Fails only when no host's addresses could be had. */
    private CompletionStage<List<List<Target>>> lookUp(List<MailHost> hosts, RelaySettings values) {
        List<CompletableFuture<List<Target>>> asked = hosts.stream().map(host -> addresses(host.name()).thenApply(found -> found.stream()
                .map(address -> new Target(host.name(), new InetSocketAddress(address, values.port()), tls(values), false)).toList())
                .toCompletableFuture()).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).handle((done, failure) -> {
            List<List<Target>> found = asked.stream().filter(each -> !each.isCompletedExceptionally()).map(CompletableFuture::join).toList();
            if (failure != null && found.stream().allMatch(List::isEmpty)) {
                throw new CompletionException(failure);
            }
            return found;
        });
    }

    /** From the first host that is this node on, those behind it are not asked. */
    private Way targets(String domain, List<List<Target>> hosts) {
        List<Target> targets = new ArrayList<>();
        for (List<Target> host : hosts) {
            if (host.stream().anyMatch(target -> own.test(target.address()))) {
                break;
            }
            targets.addAll(host);
        }
        if (!targets.isEmpty()) {
            return new Way.To(List.copyOf(targets.subList(0, Math.min(MOST, targets.size()))));
        }
        boolean ours = hosts.stream().flatMap(List::stream).anyMatch(target -> own.test(target.address()));
        return ours ? loop(domain) : new Way.Nowhere("5.4.4", "no mail host of " + domain + " has an address");
    }

    private static Way loop(String domain) {
        return new Way.Nowhere("5.4.6", "mail for " + domain + " leads back to this node, which does not have that domain");
    }

    private static Tls tls(RelaySettings values) {
        return values.tls() ? Tls.OPPORTUNISTIC : Tls.NONE;
    }
}
