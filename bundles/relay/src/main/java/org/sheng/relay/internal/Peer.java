package org.sheng.relay.internal;

/** A host that is ready for mail, over one connection. One thread at a time. */
final class Peer {
    private final Target target;
    private final Dialog dialog;
    private final Capabilities capabilities;
    private int messages;
    private boolean transactionOpen;

    Peer(Target target, Dialog dialog, Capabilities capabilities) {
        this.target = target;
        this.dialog = dialog;
        this.capabilities = capabilities;
    }

    /**
     * The same connection, for mail that found its way to it under another name. The one before is not to be used any
     * more.
     */
    Peer as(Target other) {
        Peer same = new Peer(other, dialog, capabilities);
        same.messages = messages;
        same.transactionOpen = transactionOpen;
        return same;
    }

    Target target() {
        return target;
    }

    Dialog dialog() {
        return dialog;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /** Messages that it was used for. */
    int messages() {
        return messages;
    }

    void countMessage() {
        messages++;
    }

    /**
     * True when MAIL was taken and no end of the transaction came: then RSET is needed before the next one (RFC 5321
     * §4.1.1.5).
     */
    boolean transactionOpen() {
        return transactionOpen;
    }

    void transactionOpen(boolean open) {
        transactionOpen = open;
    }
}
