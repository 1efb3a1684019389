package org.sheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code ./sheng bench [--quick] [--sheng-only | --peer-only] [--work KEY,…] [--out DIR] [--keep]}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        // the servers' own users must be able to pass; the names of Unix sockets are short, so is this path
        Path work = Files.createTempDirectory("sheng-bench-");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<MailSystem> systems = new ArrayList<>();
        Thread ending = new Thread(() -> close(systems), "ends what was started");
        Runtime.getRuntime().addShutdownHook(ending);
        boolean whole = false;
        try {
            run(options, work, systems);
            whole = true;
        } catch (IOException failed) {
            System.err.println("bench: " + failed.getMessage());
        } finally {
            Runtime.getRuntime().removeShutdownHook(ending);
            close(systems);
            if (whole && !options.keep()) {
                delete(work);
            } else {
                System.err.println("bench: logs and data are kept in " + work);
            }
        }
        System.exit(whole ? 0 : 1);
    }

    private static void run(Options options, Path work, List<MailSystem> systems)
            throws IOException, InterruptedException {
        Plan plan = options.plan();
        Results results = new Results(Machine.describe(work), plan.quick());
        if (options.sheng()) {
            ShengNode node = new ShengNode(Path.of(System.getProperty("sheng.root", ".")).toAbsolutePath(),
                    work.resolve("node"));
            systems.add(node);
            node.start();
            node.populate();
            results.machine.put("Sheng", "0.1.0");
        }
        if (options.peer()) {
            systems.add(new PostfixDovecot(Files.createDirectories(work.resolve("peer"))));
            results.machine.put("Postfix", Machine.version("postfix"));
            results.machine.put("Dovecot", Machine.version("dovecot-core"));
        }
        results.machine.forEach((name, value) -> System.out.println("  " + name + ": " + value));
        Map<MailSystem, Ledger> ledgers = new LinkedHashMap<>();
        for (MailSystem system : systems) {
            results.starts.put(system.name(), StartWork.run(system, plan));
            ledgers.put(system, new Ledger());
        }
        for (Work kind : options.works()) {
            results.add(kind, new Measurement(kind, plan, ledgers).run());
        }
        for (MailSystem system : systems) {
            ImapInboxes.audit(system, ledgers.get(system));
            System.out.printf("  %s: all %,d acknowledged messages are in their inboxes, none twice%n",
                    system.name(), ledgers.get(system).total());
        }
        report(options, results);
    }

    private static void report(Options options, Results results) throws IOException {
        Files.createDirectories(options.out());
        Files.writeString(options.out().resolve("performance.json"), Json.of(results));
        Page page = new Page(results);
        page.write(options.out().resolve("performance.md"));
        System.out.println("\n" + page.tables() + "\nwritten to " + options.out().resolve("performance.md"));
    }

    private static void close(List<MailSystem> systems) {
        for (MailSystem system : systems) {
            try {
                system.close();
            } catch (IOException | InterruptedException failed) {
                System.err.println("bench: " + system.name() + " did not stop: " + failed.getMessage());
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
