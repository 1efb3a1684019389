package org.sheng.dns.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.lookup.LookupSession;

/** Makes a session of lookups from the settings. */
final class Servers {
    private static final int DNS_PORT = 53;

    private Servers() { }

    static LookupSession session(DnsSettings settings) {
        List<Resolver> servers = new ArrayList<>();
        for (InetSocketAddress server : addresses(settings)) {
            servers.add(new SimpleResolver(server));
        }
        ExtendedResolver all = new ExtendedResolver(servers);
        all.setTimeout(settings.timeout());
        all.setRetries(settings.tries());
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(settings.cacheSize());
        cache.setMaxCache((int) settings.maxTtl().toSeconds());
        cache.setMaxNCache((int) settings.negativeTtl().toSeconds());
        return LookupSession.builder().resolver(all).cache(cache).build();
    }

    private static List<InetSocketAddress> addresses(DnsSettings settings) {
        return settings.servers().isEmpty() ? ResolverConfig.getCurrentConfig().servers()
                : settings.servers().stream().map(Servers::parse).toList();
    }

    /** {@code 127.0.0.1}, {@code 127.0.0.1:5353}, {@code [::1]}, {@code [::1]:5353}; the setting's pattern lets no names through. */
    private static InetSocketAddress parse(String server) {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > server.indexOf(']') && server.indexOf(':') >= 0;
        String host = hasPort ? server.substring(0, colon) : server;
        int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : DNS_PORT;
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("servers: " + server + " is no numeric address", e);
        }
    }
}
