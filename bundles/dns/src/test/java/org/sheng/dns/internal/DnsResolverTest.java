package org.sheng.dns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sheng.dns.DnsException;
import org.sheng.dns.Resolver.MailHost;
import org.sheng.dns.Resolver.MailHosts;
import org.sheng.testing.Await;
import org.sheng.testing.FixedSettings;

class DnsResolverTest {
    private TinyDns server;
    private DnsResolver resolver;

    @BeforeEach
    void open() throws Exception {
        server = new TinyDns();
        resolver = resolver(server.address().getPort());
    }

    private static DnsResolver resolver(int port) {
        return new DnsResolver(new FixedSettings(new DnsSettings(List.of("127.0.0.1:" + port), Duration.ofSeconds(1), 1, 1000,
                Duration.ofDays(1), Duration.ofMinutes(15))));
    }

    @AfterEach
    void close() {
        resolver.close();
        server.close();
    }

    @Test
    void hostsComeInOrderOfPreference() throws Exception {
        server.with("x.example. 60 IN MX 20 second.x.example.", "x.example. 60 IN MX 10 First.x.example.");
        assertEquals(new MailHosts.Hosts(List.of(new MailHost(10, "first.x.example"), new MailHost(20, "second.x.example")), false),
                get(resolver.mailHosts("x.example")));
    }

    @Test
    void hostsOfEqualPreferenceComeInAnyOrder() throws Exception {
        server.with("x.example. 60 IN MX 10 a.x.example.", "x.example. 60 IN MX 10 b.x.example.");
        Set<String> firsts = IntStream.range(0, 200).mapToObj(i -> {
            try {
                return ((MailHosts.Hosts) get(resolver.mailHosts("x.example"))).hosts().get(0).name();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }).collect(Collectors.toSet());
        assertEquals(Set.of("a.x.example", "b.x.example"), firsts);
    }

    @Test
    void aDomainWithAnAddressAndNoMxIsItsOwnMailHost() throws Exception {
        server.with("x.example. 60 IN A 192.0.2.1");
        assertEquals(new MailHosts.Hosts(List.of(new MailHost(0, "x.example")), true), get(resolver.mailHosts("x.example")));
    }

    @Test
    void aNullMxIsToldApartFromADomainThatDoesNotExist() throws Exception {
        server.with("null.example. 60 IN MX 0 .", "text.example. 60 IN TXT hello");
        assertEquals(new MailHosts.NullMx(), get(resolver.mailHosts("null.example")));
        assertEquals(new MailHosts.NoSuchDomain(), get(resolver.mailHosts("missing.example")));
        assertEquals(new MailHosts.NoSuchDomain(), get(resolver.mailHosts("text.example")));
    }

    @Test
    void aFailingServerIsToldApartFromADomainThatDoesNotExistAndIsAskedAgain() throws Exception {
        server.with("x.example. 60 IN MX 10 mx.x.example.").broken("x.example.");
        ExecutionException failed = assertThrows(ExecutionException.class, () -> get(resolver.mailHosts("x.example")));
        assertInstanceOf(DnsException.class, failed.getCause());
        server.repair("x.example.");
        assertInstanceOf(MailHosts.Hosts.class, get(resolver.mailHosts("x.example")));
    }

    @Test
    void aSilentServerFailsInTime() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DnsResolver waiting = resolver(silent.getLocalPort());
            ExecutionException failed = assertThrows(ExecutionException.class, () -> get(waiting.mailHosts("x.example")));
            waiting.close();
            assertInstanceOf(DnsException.class, failed.getCause());
        }
    }

    @Test
    void addressesOfBothKindsAreFoundBehindAliases() throws Exception {
        server.with("mx.example. 60 IN A 192.0.2.1", "mx.example. 60 IN AAAA 2001:db8::1", "text.example. 60 IN TXT x",
                "alias.example. 60 IN CNAME mx.example.");
        assertEquals(Set.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1")),
                Set.copyOf(get(resolver.addresses("alias.example"))));
        assertEquals(List.of(), get(resolver.addresses("text.example")));
        assertEquals(List.of(), get(resolver.addresses("missing.example")));
    }

    @Test
    void answersAreKeptForTheirTimeToLive() throws Exception {
        server.with("x.example. 1 IN TXT \"v=spf1 \" \"-all\"");
        assertEquals(List.of("v=spf1 -all"), get(resolver.texts("x.example")));
        assertEquals(List.of(), get(resolver.texts("missing.example")));
        int asked = server.asked();
        get(resolver.texts("x.example"));
        get(resolver.texts("missing.example"));
        assertEquals(asked, server.asked(), "from the cache");
        Await.until("the record's second is over, and it is asked for again", () -> {
            try {
                return get(resolver.texts("x.example")).size() == 1 && server.asked() > asked;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
