package org.sheng.bench;

/** How many messages each inbox of one system must hold. */
final class Ledger {

    private final int[] messages = new int[Accounts.COUNT];

    void add(int user) {
        messages[user]++;
    }

    int messages(int user) {
        return messages[user];
    }

    long total() {
        return java.util.stream.IntStream.of(messages).asLongStream().sum();
    }
}
