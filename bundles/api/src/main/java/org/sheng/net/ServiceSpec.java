package org.sheng.net;

import java.util.List;
import org.sheng.service.MailService;

/**
 * What a protocol offers.
 *
 * @param name the service's name, see {@link MailService#name}
 * @param description one line for people
 * @param ports at least one
 */
public record ServiceSpec(String name, String description, MailService.Kind kind, List<Port> ports) {

    /** @param number before the node's offset is added; 1 to 65535; 0: any free port, see {@link MailService#endpoints} */
    public record Port(int number, Security security) { }

    /** How TLS begins on a port. */
    public enum Security { PLAIN, STARTTLS, TLS }
}
