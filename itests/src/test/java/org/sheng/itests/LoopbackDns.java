package org.sheng.itests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** An internet's worth of DNS on a loopback port: answers with the records it was given, NXDOMAIN for other names. */
final class LoopbackDns implements AutoCloseable {

    private final DatagramSocket socket;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::serve, "loopback DNS");

    LoopbackDns() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A record in the form of a zone file, such as {@code mail.test. 60 IN MX 10 mx.mail.test.} */
    void add(String line) throws IOException {
        try (var lines = new org.xbill.DNS.Master(new java.io.ByteArrayInputStream((line + "\n").getBytes()))) {
            Record record = lines.nextRecord();
            records.computeIfAbsent(record.getName(), name -> new CopyOnWriteArrayList<>()).add(record);
        }
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(new Message(java.util.Arrays.copyOf(buffer, packet.getLength()))).toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (SocketException closed) {
                return;
            } catch (IOException malformed) {
                System.err.println("loopback DNS: " + malformed);
            }
        }
    }

    private Message answer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.getHeader().setFlag(Flags.RA);
        Record question = query.getQuestion();
        answer.addRecord(question, Section.QUESTION);
        Collection<Record> known = records.getOrDefault(question.getName(), List.of());
        if (known.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        known.stream()
                .filter(record -> record.getType() == question.getType())
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        return answer;
    }

    @Override
    public void close() throws InterruptedException {
        socket.close();
        thread.join();
    }
}
