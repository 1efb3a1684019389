package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sheng.service.MailService.Endpoint;

/** Whether a mail host is this node itself. */
class OwnListenersTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1,25,true", "127.0.0.1,127.0.0.1,26,false", "127.0.0.1,127.0.0.2,25,false",
        "0.0.0.0,127.0.0.2,25,true", "0.0.0.0,192.0.2.1,25,false", "::,127.0.0.1,25,true", "127.0.0.1,0.0.0.0,25,true",
        "0.0.0.0,0.0.0.0,25,true", "::1,::,25,true", "127.0.0.1,::ffff:127.0.0.1,25,true"})
    void anAddressIsOursWhereALinkToItEndsHere(String listens, String asked, int port, boolean ours) {
        assertEquals(ours, OwnListeners.isAt(new Endpoint(listens, 25, "plain"), new InetSocketAddress(asked, port)));
    }
}
