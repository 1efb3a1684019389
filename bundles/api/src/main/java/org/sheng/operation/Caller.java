package org.sheng.operation;

import java.util.Locale;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the administrator; {@code (local)} for who has the node's control socket
 * @param role what the administrator may do
 * @param areas where; empty: everywhere
 * @param domains of an administrator of domains; empty for all others
 * @param via the face: {@code rest}, {@code shell}, {@code snmp}, …
 * @param from numeric address of the client, empty for the node itself
 * @param language of answers to people: English or Simplified Chinese
 */
public record Caller(String name, Role role, Set<Area> areas, Set<String> domains, String via, String from, Locale language) {

    /** What administrators may do. */
    public enum Role {
        /** Everything. */
        SYSTEM(Access.CHANGE),
        /** Looks, starts and stops. */
        OPERATOR(Access.OPERATE),
        /** Looks. */
        AUDITOR(Access.LOOK),
        /** Everything within some domains, as far as {@link Offered#forDomains} goes. */
        DOMAIN(Access.CHANGE);

        private final Access most;

        Role(Access most) {
            this.most = most;
        }

        /** True when the role reaches as far as {@code access}. */
        public boolean reaches(Access access) {
            return access.compareTo(most) <= 0;
        }
    }

    /** True when things of the domain are the caller's to see. */
    public boolean sees(String domain) {
        return role != Role.DOMAIN || domains.contains(domain);
    }

    /** True when the role and its narrowing allow what is offered; the scope of a call is another question. */
    public boolean may(Offered offered) {
        boolean reached = role.reaches(offered.access()) && (areas.isEmpty() || areas.contains(offered.area()));
        return reached && (role != Role.DOMAIN || offered.forDomains());
    }
}
