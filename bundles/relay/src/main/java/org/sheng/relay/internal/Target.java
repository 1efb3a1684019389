package org.sheng.relay.internal;

import java.net.InetSocketAddress;
import org.sheng.relay.internal.RelaySettings.Tls;

/**
 * One address of one host that may take the mail.
 *
 * @param host as the MX record, or the setting, names it
 * @param tls what is asked for
 * @param brokenTls it was tried, in this attempt, and did not come about
 */
record Target(String host, InetSocketAddress address, Tls tls, boolean verify, boolean brokenTls) {

    Target(String host, InetSocketAddress address, Tls tls, boolean verify) {
        this(host, address, tls, verify, false);
    }

    Target withoutTls() {
        return new Target(host, address, tls, verify, true);
    }

    boolean mayGoWithoutTls() {
        return tls == Tls.OPPORTUNISTIC && !brokenTls;
    }

    boolean wantsStartTls() {
        return tls == Tls.STARTTLS || mayGoWithoutTls();
    }
}
