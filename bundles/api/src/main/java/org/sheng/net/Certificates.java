package org.sheng.net;

import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The TLS identity of the node, the one that its mail services show: the administrator's certificate, or the node's
 * own. For servers that are not built on {@link LineServer}. All methods may be called from any thread and return
 * without waiting.
 */
public interface Certificates {

    /**
     * Key and certificate chain in force now. It does not change when the certificate is replaced; {@link #watch} tells
     * that there is a new one. The private key is not for keeping or for showing.
     */
    X509ExtendedKeyManager keyManager();

    /**
     * Tells when another certificate came into force: {@link #keyManager} gives it from then on. Certificates that
     * cannot be used are not told; the one before stays in force.
     *
     * @param changed called on a thread of the engine that it must not hold; what it throws is logged
     * @return close it when the listener ends
     */
    Watch watch(Runnable changed);

    /** A listener's hold on the identity. */
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}
