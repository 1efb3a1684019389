package org.sheng.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the command line asks for. A quick run writes beside the build, so that it never replaces measured pages. */
record Options(Plan plan, boolean sheng, boolean peer, List<Work> works, Path out, boolean keep) {

    private static final String USAGE = """
            usage: ./sheng bench [--quick] [--sheng-only | --peer-only] [--work KEY,...] [--out DIR] [--keep]
              --quick       three short rounds instead of five; writes to bench/target instead of docs
              --sheng-only  without Postfix and Dovecot      --peer-only  without Sheng
              --work        some of smtp-100, smtp-1, login, append
              --out         where performance.md and performance.json are written
              --keep        leave logs and data in place""";

    static Options parse(String[] arguments) {
        Plan plan = Plan.full();
        boolean sheng = true;
        boolean peer = true;
        boolean keep = false;
        Path out = null;
        List<Work> works = allWorks();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> plan = Plan.shortened();
                case "--sheng-only" -> peer = false;
                case "--peer-only" -> sheng = false;
                case "--keep" -> keep = true;
                case "--out" -> out = Path.of(value(arguments, ++i));
                case "--work" -> works = works(value(arguments, ++i));
                default -> throw usage("unknown option " + arguments[i]);
            }
        }
        if (out == null) {
            out = Path.of(System.getProperty("sheng.root", "."), plan.quick() ? "bench/target" : "docs");
        }
        return new Options(plan, sheng, peer, works, out, keep);
    }

    private static List<Work> allWorks() {
        return List.of(new SmtpWork(100), new SmtpWork(1), new LoginWork(), new AppendWork());
    }

    private static List<Work> works(String keys) {
        List<String> wanted = Arrays.asList(keys.split(","));
        List<Work> works = allWorks().stream().filter(work -> wanted.contains(work.key())).toList();
        if (works.size() != wanted.size()) {
            throw usage("unknown work in " + keys);
        }
        return works;
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw usage(arguments[at - 1] + " wants a value");
        }
        return arguments[at];
    }

    private static IllegalArgumentException usage(String error) {
        return new IllegalArgumentException(error + "\n" + USAGE);
    }
}
