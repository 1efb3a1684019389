package org.sheng.directory.internal;

import jakarta.persistence.EntityManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.sheng.auth.Passwords;
import org.sheng.directory.Directory.Credentials;
import org.sheng.directory.DirectoryAdmin.ImportReport;
import org.sheng.directory.DirectoryAdmin.Progress;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.AddressRow.Kind;
import org.sheng.directory.internal.entity.DomainRow;
import org.sheng.directory.internal.entity.UserRow;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.DirectoryChanged;

/**
 * One import of users. 1,000 lines are one transaction; while one is written, the proofs of the next are made on all processors. At
 * most 2,000 lines are in memory.
 */
final class UserImport {
    private static final int BATCH = 1_000;
    private static final int MAX_TOLD = 100;

    private final Database database;
    private final Lookups lookups;
    private final Passwords passwords;
    private final Events events;
    private final Consumer<Progress> progress;
    private final List<String> refusals = new ArrayList<>();
    private long lines;
    private long added;
    private long changed;
    private long refused;

    UserImport(Database database, Lookups lookups, Passwords passwords, Events events, Consumer<Progress> progress) {
        this.database = database;
        this.lookups = lookups;
        this.passwords = passwords;
        this.events = events;
        this.progress = progress;
    }

    ImportReport run(Reader in) throws IOException, DirectoryException {
        CsvLines csv = new CsvLines(new BufferedReader(in));
        List<String> columns = UserLine.header(csv.next().orElseThrow(() -> Checks.invalid("the file is empty: a header line is expected")));
        ExecutorService processors = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(),
                task -> new Thread(task, "sheng-import"));
        try {
            List<Proven> waiting = prove(read(csv, columns), processors);
            while (!waiting.isEmpty()) {
                List<Proven> next = prove(read(csv, columns), processors);
                write(waiting);
                waiting = next;
            }
        } finally {
            processors.shutdownNow();
        }
        progress.accept(soFar());
        return new ImportReport(soFar(), List.copyOf(refusals));
    }

    /** The next lines that can be read; only at the end of the file none. */
    private List<UserLine> read(CsvLines csv, List<String> columns) throws IOException {
        Map<String, UserLine> batch = new LinkedHashMap<>();
        while (batch.size() < BATCH) {
            Optional<CsvLines.Line> line = csv.next();
            if (line.isEmpty()) {
                break;
            }
            lines++;
            try {
                UserLine user = UserLine.of(columns, line.get());
                Checks.name(user.name().orElse(""));
                if (batch.putIfAbsent(user.address().key(), user) != null) {
                    refuse(user.line(), user.address() + " is there twice within 1,000 lines: the first one was taken");
                }
            } catch (IllegalArgumentException | ArithmeticException | DirectoryException e) {
                refuse(line.get().number(), e.getMessage());
            }
        }
        return List.copyOf(batch.values());
    }

    private List<Proven> prove(List<UserLine> batch, ExecutorService processors) {
        if (batch.isEmpty()) {
            return List.of();
        }
        Map<String, AddressRow> known = database.read(em -> Rows.addresses(em, batch.stream().map(line -> line.address().key()).toList()));
        List<Proven> proven = new ArrayList<>(batch.size());
        for (UserLine line : batch) {
            AddressRow row = known.get(line.address().key());
            UUID id = row != null && row.kind() == Kind.USER ? UUID.fromString(row.userId()) : UUID.randomUUID();
            proven.add(new Proven(line, id, processors.submit(() -> proofs(id, line))));
        }
        return proven;
    }

    private Optional<Credentials> proofs(UUID id, UserLine line) throws DirectoryException {
        if (line.password().isEmpty()) {
            return Optional.empty();
        }
        String text = line.password().get();
        Optional<String> hash = passwords.recognise(text);
        if (hash.isPresent()) {
            return Optional.of(new Credentials(id, hash.get(), ""));
        }
        Checks.password(text.toCharArray());
        return Optional.of(passwords.makeQuickly(id, text.toCharArray()));
    }

    private void write(List<Proven> batch) throws DirectoryException {
        Map<UserLine, String> refusedHere = new LinkedHashMap<>();
        Map<UserLine, UUID> addedHere = new LinkedHashMap<>();
        Map<UserLine, UUID> changedHere = new LinkedHashMap<>();
        database.write(em -> {
            Map<String, AddressRow> known = Rows.addresses(em, batch.stream().map(each -> each.line().address().key()).toList());
            Map<String, DomainRow> domains = new HashMap<>();
            for (Proven each : batch) {
                try {
                    AddressRow taken = known.get(each.line().address().key());
                    Optional<Credentials> credentials = each.credentials();
                    if (taken == null) {
                        add(em, each, credentials, domains);
                        addedHere.put(each.line(), each.id());
                    } else {
                        change(em, each.line(), taken, credentials);
                        changedHere.put(each.line(), UUID.fromString(taken.userId()));
                    }
                } catch (DirectoryException e) {
                    refusedHere.put(each.line(), e.getMessage());
                }
            }
            return null;
        });
        refusedHere.forEach((line, reason) -> refuse(line.line(), reason));
        added += addedHere.size();
        changed += changedHere.size();
        tell(addedHere, "added");
        tell(changedHere, "changed");
        progress.accept(soFar());
    }

    private static void add(EntityManager em, Proven each, Optional<Credentials> credentials, Map<String, DomainRow> domains)
            throws DirectoryException {
        UserLine line = each.line();
        String domain = line.address().domain();
        DomainRow row = domains.containsKey(domain) ? domains.get(domain) : Checks.domainExists(em, domain);
        domains.put(domain, row);
        Checks.planExists(em, line.plan().orElse(""));
        UserRow user = new UserRow(each.id(), domain, line.address().key());
        user.set(line.name().orElse(""), true, line.plan().orElse(""), quota(line.quota().orElse(OptionalLong.empty()), LimitSettings.INHERIT));
        user.set(credentials.orElseThrow(() -> Checks.invalid(line.address() + " is new and has no password: give one, or a hash")));
        em.persist(user);
        em.persist(new AddressRow(line.address(), Kind.USER, each.id().toString(), 0));
        row.count(1);
    }

    private void change(EntityManager em, UserLine line, AddressRow taken, Optional<Credentials> credentials) throws DirectoryException {
        if (taken.kind() != Kind.USER) {
            Checks.addressIsFree(em, line.address());
        }
        UserRow user = em.find(UserRow.class, taken.userId());
        String plan = line.plan().orElse(user.plan());
        Checks.planExists(em, plan);
        user.set(line.name().orElse(user.name()), user.active(), plan,
                line.quota().map(bytes -> quota(bytes, user.limits())).orElse(user.limits()));
        if (credentials.isPresent()) {
            boolean made = credentials.get().user().equals(user.id());
            user.set(made ? credentials.get() : proofs(user.id(), line).orElseThrow()); // it was added since the proofs were made
        }
    }

    private static LimitSettings quota(OptionalLong bytes, LimitSettings others) {
        return new LimitSettings(bytes, others.quotaMessages(), others.maxMessageBytes(), others.maxRecipients(), others.messagesPerHour());
    }

    private void tell(Map<UserLine, UUID> users, String change) {
        users.forEach((line, id) -> {
            lookups.forgetAddress(line.address().key());
            lookups.forgetUser(id);
            events.publish(new DirectoryChanged("user", line.address().toString(), change));
        });
    }

    private void refuse(long line, String reason) {
        refused++;
        if (refusals.size() < MAX_TOLD) {
            refusals.add("line " + line + ": " + reason);
        }
    }

    private Progress soFar() {
        return new Progress(lines, added, changed, refused);
    }

    /** A line whose proofs are made, or on their way. */
    private record Proven(UserLine line, UUID id, Future<Optional<Credentials>> making) {

        Optional<Credentials> credentials() throws DirectoryException {
            try {
                return making.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof DirectoryException refused) {
                    throw refused;
                }
                if (e.getCause() instanceof IllegalArgumentException refused) {
                    throw Checks.invalid(refused.getMessage());
                }
                throw new IllegalStateException("a proof was not made", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the import was interrupted; what was told as added stays", e);
            }
        }
    }
}
