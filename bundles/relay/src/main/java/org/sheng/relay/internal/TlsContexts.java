package org.sheng.relay.internal;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/** TLS as a client: with strangers it hides the mail from who only listens, with a smarthost it also proves who it is. */
final class TlsContexts {
    private final SslContext unverified;
    private final SslContext verified;

    TlsContexts() {
        try {
            // RFC 7435: some protection most of the time
            unverified = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null).build();
            verified = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).endpointIdentificationAlgorithm("HTTPS").build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    SslContext of(Target target) {
        boolean required = target.tls() == RelaySettings.Tls.STARTTLS || target.tls() == RelaySettings.Tls.TLS;
        return required && target.verify() ? verified : unverified;
    }
}
