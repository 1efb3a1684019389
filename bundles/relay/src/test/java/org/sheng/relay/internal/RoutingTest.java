package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.config.Settings;
import org.sheng.config.internal.FileSettings;
import org.sheng.dns.DnsException;
import org.sheng.dns.Resolver;
import org.sheng.relay.internal.Routing.Way;

/** Which addresses get mail for a domain (RFC 5321 §5.1). */
class RoutingTest {
    private static final String OWN_ADDRESS = "192.0.2.99";
    private final Names names = new Names();
    @TempDir
    private Path etc;

    /** A resolver that knows what the test says. */
    private static final class Names implements Resolver {
        private final Map<String, List<MailHost>> hosts = new HashMap<>();
        private final Map<String, List<InetAddress>> addresses = new HashMap<>();

        Names mx(String domain, int preference, String host) {
            hosts.computeIfAbsent(domain, name -> new ArrayList<>()).add(new MailHost(preference, host));
            return this;
        }

        Names address(String host, String... all) throws UnknownHostException {
            for (String each : all) {
                addresses.computeIfAbsent(host, name -> new ArrayList<>()).add(InetAddress.getByName(each));
            }
            return this;
        }

        @Override
        public CompletionStage<MailHosts> mailHosts(String domain) {
            return CompletableFuture.completedStage(hosts.containsKey(domain)
                    ? new MailHosts.Hosts(hosts.get(domain), false)
                    : new MailHosts.NoSuchDomain());
        }

        @Override
        public CompletionStage<List<InetAddress>> addresses(String name) {
            return name.startsWith("broken") ? CompletableFuture.failedStage(new DnsException("no answer for " + name,
                    null))
                    : CompletableFuture.completedStage(addresses.getOrDefault(name, List.of()));
        }

        @Override
        public CompletionStage<List<String>> texts(String name) {
            return CompletableFuture.completedStage(List.of());
        }
    }

    private Way way(String domain) {
        return way(domain, "");
    }

    private Way way(String domain, String smarthost) {
        try {
            Files.writeString(etc.resolve("org.sheng.relay.cfg"), "smarthost = " + smarthost);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (FileSettings files = new FileSettings(etc, StandardCharsets.UTF_8, name -> null);
                Settings.Watch<RelaySettings> settings = files.watch("org.sheng.relay", RelaySettings.class,
                        values -> { })) {
            return new Routing(names, settings::values, "mx.here.example", address -> address.getAddress()
                    .getHostAddress()
                    .equals(OWN_ADDRESS)).to(domain).toCompletableFuture().join();
        }
    }

    private List<String> targets(String domain) {
        return assertInstanceOf(Way.To.class, way(domain)).targets().stream().map(Target::address)
                .map(InetSocketAddress::getAddress)
                .map(InetAddress::getHostAddress).toList();
    }

    private String nowhere(String domain) {
        return assertInstanceOf(Way.Nowhere.class, way(domain)).status();
    }

    @Test
    void hostsAndTheirAddressesAreAskedInOrder() throws Exception {
        names.mx("x.example", 10, "one").mx("x.example", 20, "two").address("one", "192.0.2.1", "2001:db8::1")
                .address("two", "2001:db8::2");
        assertEquals(List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2"), targets("x.example"));
    }

    @Test
    void aHostWithManyAddressesLeavesRoomForTheNext() throws Exception {
        names.mx("x.example", 10, "many").mx("x.example", 20, "next").address("next", "192.0.2.50")
                .address("many", IntStream.rangeClosed(1, 30).mapToObj(i -> "192.0.2." + i).toArray(String[]::new));
        assertEquals(List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5", "192.0.2.50"),
                targets("x.example"));
    }

    @Test
    void hostsWithoutAnAddressAreSkipped() throws Exception {
        names.mx("x.example", 10, "gone").mx("x.example", 20, "broken").mx("x.example", 30, "three")
                .address("three", "192.0.2.3");
        assertEquals(List.of("192.0.2.3"), targets("x.example"));
        names.mx("y.example", 10, "gone");
        assertEquals("5.4.4", nowhere("y.example"));
        names.mx("z.example", 10, "gone").mx("z.example", 20, "broken");
        assertEquals("4.4.3", nowhere("z.example"));
    }

    @Test
    void hostsThatAreNotPreferredToUsAreNotAskedInWhateverOrderTheyCame() throws Exception {
        names.address("one", "192.0.2.1").address("us", OWN_ADDRESS).address("three", "192.0.2.3");
        for (String ours : List.of("us", "MX.here.example")) {
            List<String> equal = new ArrayList<>(List.of("three", ours));
            for (int i = 0; i < 2; i++) {
                String domain = ours.toLowerCase(Locale.ROOT) + i + ".example";
                names.mx(domain, 10, "one").mx(domain, 20, equal.get(0)).mx(domain, 20, equal.get(1));
                assertEquals(List.of("192.0.2.1"), targets(domain));
                names.mx("only-" + domain, 20, equal.get(0)).mx("only-" + domain, 20, equal.get(1));
                assertEquals("5.4.6", nowhere("only-" + domain));
                Collections.reverse(equal);
            }
        }
    }

    @Test
    void aPreferredHostThatCannotBeLookedUpIsWaitedForWhereWeAreTheNext() throws Exception {
        names.mx("x.example", 10, "broken").mx("x.example", 20, "us").address("us", OWN_ADDRESS);
        assertEquals("4.4.3", nowhere("x.example"));
    }

    @Test
    void aSmarthostThatIsThisNodeIsNoReasonToSendMailBack() throws Exception {
        names.address("smart.example", OWN_ADDRESS);
        assertEquals("4.3.5", assertInstanceOf(Way.Nowhere.class, way("x.example", "smart.example")).status());
    }

    @Test
    void addressLiteralsAreHosts() {
        assertEquals(List.of("192.0.2.7"), targets("[192.0.2.7]"));
        assertEquals(List.of("2001:db8:0:0:0:0:0:7"), targets("[ipv6:2001:db8::7]"));
        assertEquals("5.4.6", nowhere("[" + OWN_ADDRESS + "]"));
        Stream.of("[ipv6:2001:db8::7::]", "[999.0.2.1]", "[abc.de]", "[host]")
                .forEach(literal -> assertEquals("5.1.2", nowhere(literal), literal));
    }
}
