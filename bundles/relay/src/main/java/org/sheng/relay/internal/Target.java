package org.sheng.relay.internal;

import java.net.InetSocketAddress;

/**
 * One address of one host that may take the mail.
 *
 * @param host as the MX record, or the setting, names it
 */
record Target(String host, InetSocketAddress address, RelaySettings.Tls tls, boolean verify) {

    Target withoutTls() {
        return new Target(host, address, RelaySettings.Tls.NONE, verify);
    }
}
