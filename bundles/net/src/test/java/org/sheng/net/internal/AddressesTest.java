package org.sheng.net.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.net.Limits;
import org.sheng.net.Networks;
import org.sheng.net.Protocol.Refusal;

class AddressesTest {
    private static final Limits TWO_OPEN_FOUR_A_MINUTE = new Limits(100, 2, 4, Duration.ofMinutes(1), 1000);

    @Test
    void anIpv6ClientIsItsWholeNetworkAndAnIpv4ClientItself() throws Exception {
        AddressLimits limits = new AddressLimits();
        assertEquals(Optional.empty(), enter(limits, "2001:db8:0:1::1", 0));
        assertEquals(Optional.empty(), enter(limits, "2001:db8:0:1::2", 0));
        assertEquals(Optional.of(Refusal.TOO_MANY_FROM_ADDRESS), enter(limits, "2001:db8:0:1:ffff::3", 0));
        assertEquals(Optional.empty(), enter(limits, "2001:db8:0:2::1", 0));
        assertEquals(Optional.empty(), enter(limits, "192.0.2.1", 0));
        assertEquals(Optional.empty(), enter(limits, "192.0.2.1", 0));
        assertEquals(Optional.of(Refusal.TOO_MANY_FROM_ADDRESS), enter(limits, "192.0.2.1", 0));
        assertEquals(Optional.empty(), enter(limits, "192.0.2.2", 0));
    }

    @Test
    void theRateIsCountedByTheMinuteAndForgottenWhenItIsQuiet() throws Exception {
        AddressLimits limits = new AddressLimits();
        InetAddress client = InetAddress.getByName("192.0.2.1");
        for (int i = 0; i < 4; i++) {
            assertEquals(Optional.empty(), limits.enter(client, TWO_OPEN_FOUR_A_MINUTE, 0));
            limits.leave(client);
        }
        assertEquals(Optional.of(Refusal.TOO_FAST), limits.enter(client, TWO_OPEN_FOUR_A_MINUTE, TimeUnit.SECONDS.toNanos(59)));
        limits.sweep(TimeUnit.SECONDS.toNanos(59));
        assertEquals(Optional.of(Refusal.TOO_FAST), limits.enter(client, TWO_OPEN_FOUR_A_MINUTE, TimeUnit.SECONDS.toNanos(59)));
        assertEquals(Optional.empty(), limits.enter(client, TWO_OPEN_FOUR_A_MINUTE, TimeUnit.SECONDS.toNanos(60)));
    }

    @Test
    void networksContainTheirAddressesAndNoOthers() throws Exception {
        Networks networks = new Networks(List.of("10.0.0.0/8", "192.0.2.128/25", "::1", "2001:db8::/33"));
        for (String inside : List.of("10.255.0.1", "192.0.2.129", "::1", "2001:db8:7fff::1")) {
            assertTrue(networks.contain(InetAddress.getByName(inside)), inside);
        }
        for (String outside : List.of("11.0.0.1", "192.0.2.127", "::2", "2001:db8:8000::1", "127.0.0.1")) {
            assertFalse(networks.contain(InetAddress.getByName(outside)), outside);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::1/129", "", "10.0.0.300"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Networks(List.of(text)));
    }

    private static Optional<Refusal> enter(AddressLimits limits, String address, long now) throws UnknownHostException {
        return limits.enter(InetAddress.getByName(address), TWO_OPEN_FOUR_A_MINUTE, now);
    }
}
