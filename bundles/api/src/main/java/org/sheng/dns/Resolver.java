package org.sheng.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks the configured servers; answers are cached for their time to live, in a bounded cache. Any thread; never blocks. */
public interface Resolver {

    /**
     * Where mail for a domain goes (RFC 5321 §5.1, RFC 7505). Completes exceptionally with {@link DnsException} when no answer could be had.
     */
    CompletionStage<MailHosts> mailHosts(String domain);

    /** A and AAAA of a name; empty when there are none. Completes exceptionally with {@link DnsException} on failure. */
    CompletionStage<List<InetAddress>> addresses(String name);

    /** TXT strings, each joined; empty when there are none. */
    CompletionStage<List<String>> texts(String name);

    /** The answer to "where does mail for this domain go". */
    sealed interface MailHosts {
        /** In order of preference; hosts of equal preference in random order (RFC 5321 §5.1). Not empty. */
        record Hosts(List<MailHost> hosts, boolean implicit) implements MailHosts { }

        /** The domain takes no mail (RFC 7505). */
        record NullMx() implements MailHosts { }

        /** The domain does not exist, or has neither MX nor address. */
        record NoSuchDomain() implements MailHosts { }
    }

    record MailHost(int preference, String name) { }
}
