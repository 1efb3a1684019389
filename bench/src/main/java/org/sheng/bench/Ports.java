package org.sheng.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where a system listens on 127.0.0.1. */
record Ports(int smtp, int imap) {

    static final String HOST = "127.0.0.1";

    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
        }
    }
}
