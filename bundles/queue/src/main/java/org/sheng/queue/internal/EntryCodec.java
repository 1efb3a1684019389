package org.sheng.queue.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sheng.mail.MailAddress;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.BlobId;

/** The form of an entry in its row. The first byte is the form's version: a later version reads all earlier ones. */
final class EntryCodec {
    private static final int VERSION = 1;
    private static final int MAX_REPLY = 500;

    private static final int HELD = 1;
    private static final int DELAY_NOTICED = 2;
    private static final int HAS_SENDER = 4;
    private static final int EIGHT_BIT = 8;
    private static final int UTF8 = 16;
    private static final int REQUIRE_TLS = 32;

    private EntryCodec() { }

    static byte[] encode(Stored stored) {
        QueueEntry entry = stored.entry();
        Submission message = entry.message();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + 64 * message.recipients().size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(flags(entry));
            out.writeByte(entry.route().kind().ordinal());
            out.writeUTF(entry.route().destination());
            out.writeLong(entry.id().getMostSignificantBits());
            out.writeLong(entry.id().getLeastSignificantBits());
            out.writeLong(stored.tag());
            out.writeInt(entry.attempts());
            out.writeLong(entry.next().toEpochMilli());
            out.writeLong(entry.expires().toEpochMilli());
            out.writeUTF(cut(entry.lastReply()));
            writeMessage(out, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writeUTF beyond 64 KiB: a text that its contract does not allow
        }
        return bytes.toByteArray();
    }

    static Stored decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("a queue entry of version " + version + "; this node reads version " + VERSION);
            }
            int flags = in.readUnsignedByte();
            Route route = new Route(Route.Kind.values()[in.readUnsignedByte()], in.readUTF());
            UUID id = new UUID(in.readLong(), in.readLong());
            long tag = in.readLong();
            int attempts = in.readInt();
            Instant next = Instant.ofEpochMilli(in.readLong());
            Instant expires = Instant.ofEpochMilli(in.readLong());
            String reply = in.readUTF();
            Submission message = readMessage(in, flags);
            return new Stored(new QueueEntry(id, route, message, attempts, next, expires, (flags & HELD) != 0,
                    (flags & DELAY_NOTICED) != 0, reply), tag);
        } catch (IOException e) {
            throw new UncheckedIOException("a row of the queue cannot be read: " + e.getMessage(), e);
        }
    }

    private static int flags(QueueEntry entry) {
        Submission.Options options = entry.message().options();
        return (entry.held() ? HELD : 0) | (entry.delayNoticed() ? DELAY_NOTICED : 0)
                | (entry.message().sender().isPresent() ? HAS_SENDER : 0) | (options.eightBit() ? EIGHT_BIT : 0)
                | (options.utf8() ? UTF8 : 0) | (options.requireTls() ? REQUIRE_TLS : 0);
    }

    private static void writeMessage(DataOutputStream out, Submission message) throws IOException {
        out.writeUTF(message.trace());
        if (message.sender().isPresent()) {
            writeAddress(out, message.sender().get());
        }
        out.writeLong(message.blob().value().getMostSignificantBits());
        out.writeLong(message.blob().value().getLeastSignificantBits());
        out.writeLong(message.size());
        out.writeInt(message.skip());
        out.writeLong(message.arrived().toEpochMilli());
        out.writeByte(message.priority());
        out.writeUTF(message.options().ret());
        out.writeUTF(message.options().envelopeId());
        out.writeInt(message.recipients().size());
        for (Recipient recipient : message.recipients()) {
            writeRecipient(out, recipient);
        }
    }

    private static Submission readMessage(DataInputStream in, int flags) throws IOException {
        String trace = in.readUTF();
        Optional<MailAddress> sender = (flags & HAS_SENDER) != 0 ? Optional.of(readAddress(in)) : Optional.empty();
        BlobId blob = new BlobId(new UUID(in.readLong(), in.readLong()));
        long size = in.readLong();
        int skip = in.readInt();
        Instant arrived = Instant.ofEpochMilli(in.readLong());
        int priority = in.readByte();
        Submission.Options options = new Submission.Options((flags & EIGHT_BIT) != 0, (flags & UTF8) != 0,
                (flags & REQUIRE_TLS) != 0, in.readUTF(), in.readUTF());
        int count = in.readInt();
        List<Recipient> recipients = new ArrayList<>(Math.min(count, 10_000));
        for (int i = 0; i < count; i++) {
            recipients.add(readRecipient(in));
        }
        return new Submission(trace, sender, List.copyOf(recipients), blob, size, skip, arrived, priority, options);
    }

    /** The original is left out where it is what follows from the address: the usual case. */
    private static void writeRecipient(DataOutputStream out, Recipient recipient) throws IOException {
        boolean usual = recipient.original().equals("rfc822;" + recipient.address());
        int notices = 0;
        for (Recipient.Notify notice : recipient.notices()) {
            notices |= 1 << notice.ordinal();
        }
        out.writeByte(notices | (usual ? 0 : 0x80));
        writeAddress(out, recipient.address());
        if (!usual) {
            out.writeUTF(recipient.original());
        }
    }

    private static Recipient readRecipient(DataInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        MailAddress address = readAddress(in);
        String original = (bits & 0x80) != 0 ? in.readUTF() : "rfc822;" + address;
        return new Recipient(address, original, notices(bits));
    }

    private static Set<Recipient.Notify> notices(int bits) {
        if ((bits & 0x7f) == 0) {
            return Set.of();
        }
        Set<Recipient.Notify> notices = EnumSet.noneOf(Recipient.Notify.class);
        for (Recipient.Notify notice : Recipient.Notify.values()) {
            if ((bits & 1 << notice.ordinal()) != 0) {
                notices.add(notice);
            }
        }
        return Set.copyOf(notices);
    }

    private static void writeAddress(DataOutputStream out, MailAddress address) throws IOException {
        out.writeUTF(address.local());
        out.writeUTF(address.domain());
    }

    private static MailAddress readAddress(DataInputStream in) throws IOException {
        return new MailAddress(in.readUTF(), in.readUTF());
    }

    private static String cut(String reply) {
        return reply.length() <= MAX_REPLY ? reply : reply.substring(0, MAX_REPLY);
    }
}
