package org.sheng.bench;

/** The users that both systems have: {@code u0000@bench.test} to {@code u0999@bench.test}. */
final class Accounts {

    static final String DOMAIN = "bench.test";
    static final int COUNT = 1000;

    private Accounts() {
    }

    static String address(int user) {
        return "u%04d@%s".formatted(user, DOMAIN);
    }

    static String password(int user) {
        return "reed-organ-%04d".formatted(user);
    }
}
