package org.sheng.dns.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Settings;
import org.sheng.dns.DnsException;
import org.sheng.dns.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** The questions of mail, over dnsjava's lookups, which follow aliases (CNAME) and keep answers. */
@Component(service = Resolver.class)
public final class DnsResolver implements Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(DnsResolver.class);
    private static final String PID = "org.sheng.dns";

    private final Settings.Watch<DnsSettings> settings;
    private volatile LookupSession session;

    @Activate
    public DnsResolver(@Reference Settings settings) {
        this.settings = settings.watch(PID, DnsSettings.class, this::use);
        use(this.settings.values());
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    private void use(DnsSettings values) {
        session = Servers.session(values);
        LOG.info("asks {}", values.servers().isEmpty() ? "the name servers of the operating system" : values.servers());
    }

    /** What a question led to. */
    private enum Found { RECORDS, NO_SUCH_RECORDS, NO_SUCH_NAME }

    private record Answer(Found found, List<Record> records) { }

    @Override
    public CompletionStage<MailHosts> mailHosts(String domain) {
        return ask(domain, Type.MX).thenCompose(answer -> switch (answer.found()) {
            case RECORDS -> CompletableFuture.completedStage(hosts(answer.records()));
            case NO_SUCH_NAME -> CompletableFuture.completedStage(new MailHosts.NoSuchDomain());
            // RFC 5321 §5.1: without MX the domain is its own mail host
            case NO_SUCH_RECORDS -> addresses(domain).thenApply(addresses -> addresses.isEmpty() ? new MailHosts.NoSuchDomain()
                    : new MailHosts.Hosts(List.of(new MailHost(0, domain)), true));
        });
    }

    private static MailHosts hosts(List<Record> records) {
        List<MXRecord> exchanges = records.stream().filter(MXRecord.class::isInstance).map(MXRecord.class::cast).toList();
        if (exchanges.size() == 1 && exchanges.get(0).getTarget().equals(Name.root)) {
            return new MailHosts.NullMx(); // RFC 7505 §3
        }
        List<MailHost> hosts = new ArrayList<>();
        exchanges.stream().filter(mx -> !mx.getTarget().equals(Name.root))
                .forEach(mx -> hosts.add(new MailHost(mx.getPriority(), mx.getTarget().toString(true).toLowerCase(java.util.Locale.ROOT))));
        Collections.shuffle(hosts); // RFC 5321 §5.1: equal preference in random order; the sort keeps it
        hosts.sort(Comparator.comparingInt(MailHost::preference));
        return hosts.isEmpty() ? new MailHosts.NullMx() : new MailHosts.Hosts(List.copyOf(hosts), false);
    }

    /** Those that were found count, also when the other kind could not be had. */
    @Override
    public CompletionStage<List<InetAddress>> addresses(String name) {
        CompletableFuture<List<InetAddress>> v4 = addresses(name, Type.A).toCompletableFuture();
        CompletableFuture<List<InetAddress>> v6 = addresses(name, Type.AAAA).toCompletableFuture();
        return v4.handle((first, failure) -> v6.handle((second, otherFailure) -> {
            List<InetAddress> all = Stream.of(v4, v6).filter(asked -> !asked.isCompletedExceptionally())
                    .flatMap(asked -> asked.join().stream()).toList();
            Throwable trouble = failure != null ? failure : otherFailure;
            return all.isEmpty() && trouble != null ? CompletableFuture.<List<InetAddress>>failedFuture(cause(trouble))
                    : CompletableFuture.completedFuture(all);
        })).thenCompose(both -> both).thenCompose(answer -> answer);
    }

    private CompletionStage<List<InetAddress>> addresses(String name, int type) {
        return ask(name, type).thenApply(answer -> answer.records().stream().map(DnsResolver::address).toList());
    }

    private static InetAddress address(Record record) {
        return record instanceof ARecord v4 ? v4.getAddress() : ((AAAARecord) record).getAddress();
    }

    @Override
    public CompletionStage<List<String>> texts(String name) {
        return ask(name, Type.TXT).thenApply(answer -> answer.records().stream()
                .map(record -> String.join("", ((TXTRecord) record).getStrings())).toList());
    }

    private CompletionStage<Answer> ask(String name, int type) {
        Name question;
        try {
            question = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.completedStage(new Answer(Found.NO_SUCH_NAME, List.of())); // no name of the DNS
        }
        return session.lookupAsync(question, type).handle((result, failure) -> {
            if (failure == null) {
                List<Record> records = result.getRecords().stream().filter(record -> record.getType() == type).toList();
                return new Answer(records.isEmpty() ? Found.NO_SUCH_RECORDS : Found.RECORDS, records);
            }
            Throwable cause = cause(failure);
            if (cause instanceof NoSuchDomainException) {
                return new Answer(Found.NO_SUCH_NAME, List.of());
            }
            if (cause instanceof NoSuchRRSetException) {
                return new Answer(Found.NO_SUCH_RECORDS, List.of());
            }
            throw new CompletionException(new DnsException("no answer for " + name + " " + Type.string(type) + ": " + text(cause), cause));
        });
    }

    private static String text(Throwable cause) {
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
