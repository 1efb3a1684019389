package org.sheng.mime.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sheng.mime.MessageScanner.Scan;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Address;
import org.sheng.mime.MessageSummary.Parameter;
import org.sheng.mime.MessageSummary.Part;

class MessageScanTest {
    private static final MimeScanner SCANNER = new MimeScanner();

    @Test
    void findsOffsetsAndLinesOfAPlainMessage() {
        String text = "From: a@b.c\r\nSubject: x\r\n\r\none\r\ntwo\r\n";
        MessageSummary summary = scan(text);
        assertEquals(text.indexOf("one"), summary.headerSize());
        assertEquals(text.length(), summary.body().bodyEnd());
        assertEquals(2, summary.body().lines());
        assertEquals(List.of(new Parameter("charset", "us-ascii")), summary.body().parameters());
        assertEquals("7bit", summary.body().encoding());
    }

    @Test
    void cutsPartsAtTheirBoundariesWithoutTheLineEndBeforeThem() {
        String text = multipart("b", "--b\r\nContent-Type: text/plain\r\n\r\nfirst\r\n--b\r\nContent-Type: TEXT/HTML; charset=\"utf-8\"\r\n\r\n"
                + "<p>\r\n\r\n--b--\r\nepilogue\r\n");
        List<Part> parts = scan(text).body().parts();
        assertEquals("first", body(text, parts.get(0)));
        assertEquals(1, parts.get(0).lines());
        assertEquals("<p>\r\n", body(text, parts.get(1)));
        assertEquals(1, parts.get(1).lines());
        assertEquals("html", parts.get(1).subtype());
        assertEquals("Content-Type: text/plain\r\n\r\n", text.substring((int) parts.get(0).headerStart(), (int) parts.get(0).bodyStart()));
    }

    @Test
    void aBoundaryThatBeginsLikeAnotherOneIsTheOtherOne() {
        String text = multipart("foo", "--foo\r\nContent-Type: multipart/alternative; boundary=foobar\r\n\r\n--foobar\r\n\r\ninner\r\n--foobar--\r\n"
                + "--foo\r\n\r\nouter\r\n--foo--\r\n");
        Part body = scan(text).body();
        assertEquals(2, body.parts().size());
        assertEquals("inner", body(text, body.parts().get(0).parts().get(0)));
        assertEquals("outer", body(text, body.parts().get(1)));
    }

    @Test
    void anOuterBoundaryEndsInnerPartsThatWereNotClosed() {
        String text = multipart("o", "--o\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nopen\r\n--o\r\n\r\nlast");
        Part body = scan(text).body();
        assertEquals("open", body(text, body.parts().get(0).parts().get(0)));
        assertEquals("last", body(text, body.parts().get(1)));
        assertEquals(1, body.parts().get(1).lines());
    }

    @Test
    void emptyPartsAndPartsWithoutEndOfHeaderHaveNoBody() {
        String text = multipart("b", "--b\r\n--b\r\n\r\n--b\r\nContent-Type: text/html\r\n--b--");
        List<Part> parts = scan(text).body().parts();
        assertEquals(3, parts.size());
        for (Part part : parts) {
            assertEquals("", body(text, part));
            assertEquals(0, part.lines());
        }
        assertEquals("html", parts.get(2).subtype());
    }

    @Test
    void aMessageWithoutEmptyLineIsAllHeader() {
        MessageSummary summary = scan("From: a@b.c\r\nSubject: no end");
        assertEquals(28, summary.headerSize());
        assertEquals("no end", summary.envelope().subject().orElseThrow());
        assertEquals(0, scan("").headerSize());
        assertEquals("text", scan("\r\n").body().type());
    }

    @Test
    void messagesWithinMessagesHaveEnvelopesOfTheirOwn() {
        String text = multipart("b", "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\nFrom: x@y.z\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
                + "--c\r\n\r\ndeep\r\n--c--\r\n\r\n--b--\r\n");
        Part part = scan(text).body().parts().get(0);
        assertEquals("inner", part.message().orElseThrow().envelope().subject().orElseThrow());
        Part inner = part.message().orElseThrow().body();
        assertEquals(part.bodyStart(), inner.headerStart());
        assertEquals("deep", body(text, inner.parts().get(0)));
        assertEquals(8, part.lines());
    }

    @Test
    void partsOfADigestAreMessages() {
        String text = "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: d\r\n\r\nx\r\n--b--\r\n";
        Part part = scan(text).body().parts().get(0);
        assertEquals("rfc822", part.subtype());
        assertEquals("d", part.message().orElseThrow().envelope().subject().orElseThrow());
    }

    @Test
    void bareLineFeedsEndLinesToo() {
        String text = "Subject: s\nContent-Type: multipart/mixed; boundary=\"b b\"\n\npre\n--b b \t\n\none\n\n--b b--\n";
        Part body = scan(text).body();
        assertEquals("one\n", body(text, body.parts().get(0)));
    }

    @Test
    void readsAddressesOfAllKinds() {
        assertEquals(List.of(new Address("Doe, Joe", "joe", "x.org"), new Address("", "a b", "y.org"), new Address("Old Style", "old", "z.org")),
                from("\"Doe, Joe\" <joe@x.org>, \"a b\"@y.org, old@z.org (Old Style)"));
        assertEquals(List.of(new Address("", "A Group", ""), new Address("", "u", "v"), new Address("W X", "w", "x"), new Address("", "", ""),
                new Address("", "after", "it")), from("A Group: u@v, W X <w@x>;, after@it"));
        assertEquals(List.of(new Address("", "undisclosed-recipients", ""), new Address("", "", "")), from("undisclosed-recipients:;"));
        assertEquals(List.of(new Address("=?utf-8?q?J=C3=B6?=", "j", "k")), from("=?utf-8?q?J=C3=B6?= <@route,@way:j@k>"));
        assertEquals(List.of(new Address("", "root", "MISSING_DOMAIN")), from("root"));
        assertEquals(List.of(new Address("", "a", "[127.0.0.1]")), from("a@[127.0.0.1]"));
        assertEquals(List.of(), from("<>, ,"));
        assertEquals(List.of(new Address("王", "w", "例.cn")), from("王 <w@例.cn>"));
    }

    @Test
    void senderAndReplyToDefaultToFrom() {
        MessageSummary.Envelope envelope = scan("From: a@b.c\r\n\r\n").envelope();
        assertEquals(envelope.from(), envelope.sender());
        assertEquals(envelope.from(), envelope.replyTo());
        assertEquals(List.of(new Address("", "r", "s")), scan("From: a@b.c\r\nReply-To: r@s\r\n\r\n").envelope().replyTo());
    }

    @Test
    void unfoldsFieldsAndJoinsLongParameters() {
        MessageSummary summary = scan("Subject: a\r\n b\r\n\tc\r\nReferences: <1@x> <2@x>\r\n <1@x>\r\nIn-Reply-To: <2@x>\r\n"
                + "Content-Disposition: attachment; filename*0*=utf-8''%e4%bd; filename*1*=%a0; filename*2=\" x\"\r\n"
                + "Content-Type: application/x-y; name*0=ab; name*1=cd (comment); odd\r\nContent-Language: de, zh-CN\r\n\r\n");
        assertEquals("a b\tc", summary.envelope().subject().orElseThrow());
        assertEquals(List.of("<2@x>", "<1@x>"), summary.references());
        assertEquals(List.of(new Parameter("name", "abcd")), summary.body().parameters());
        assertEquals(List.of(new Parameter("filename*", "utf-8''%e4%bd%a0%20x")), summary.body().dispositionParameters());
        assertEquals(List.of("de", "zh-CN"), summary.body().language());
    }

    @Test
    void aFieldThatSaysNothingIsNoFieldThatIsMissing() {
        MessageSummary.Envelope none = scan("From: a@b.c\r\n\r\n").envelope();
        MessageSummary.Envelope empty = scan("Subject:\r\nDate: \r\nMessage-ID:\t\r\nIn-Reply-To:\r\n \r\n\r\n").envelope();
        for (Function<MessageSummary.Envelope, Optional<String>> field : List.<Function<MessageSummary.Envelope,
                Optional<String>>>of(MessageSummary.Envelope::date, MessageSummary.Envelope::subject,
                MessageSummary.Envelope::inReplyTo, MessageSummary.Envelope::messageId)) {
            assertEquals(Optional.empty(), field.apply(none));
            assertEquals(Optional.of(""), field.apply(empty));
        }
        assertEquals(Optional.of("b"), scan("Subject:\r\nSubject: b\r\nSubject: c\r\n\r\n").envelope().subject());
    }

    @Test
    void aSummaryOfAnEarlierVersionIsNotMisread() {
        byte[] stored = SCANNER.encode(scan("Subject: s\r\n\r\n"));
        stored[0] = 1;
        assertThrows(IllegalArgumentException.class, () -> SCANNER.decode(stored));
    }

    @Test
    void aNulIsSeenWhereverItStands() {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length + 2];
                java.util.Arrays.fill(bytes, (byte) (length % 2 == 0 ? 1 : 0x80));
                Scan without = SCANNER.begin();
                without.update(ByteBuffer.wrap(bytes));
                assertFalse(without.hasNul());
                bytes[0] = 0;
                bytes[length + 1] = 0;
                without.update(ByteBuffer.wrap(bytes, 1, length));
                assertFalse(without.hasNul(), "what stands around is not looked at");
                bytes[1 + at] = 0;
                Scan with = SCANNER.begin();
                with.update(ByteBuffer.wrap(bytes, 1, length));
                with.update(ByteBuffer.wrap(new byte[] {1}));
                assertTrue(with.hasNul(), at + " of " + length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theResultIsTheSameWhereverTheBytesAreCut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MessageSummary whole = scan(text);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Scan scan = SCANNER.begin();
            scan.update(ByteBuffer.wrap(bytes, 0, cut));
            scan.update(ByteBuffer.allocateDirect(bytes.length - cut).put(bytes, cut, bytes.length - cut).flip());
            assertEquals(whole, scan.finish(), "cut at " + cut);
        }
        Scan scan = SCANNER.begin();
        for (byte b : bytes) {
            scan.update(ByteBuffer.wrap(new byte[] {b}));
        }
        assertEquals(whole, scan.finish());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theStoredFormGivesBackWhatWasStored(String text) {
        MessageSummary summary = scan(text);
        byte[] stored = SCANNER.encode(summary);
        assertEquals(summary, SCANNER.decode(stored));
        for (int cut = 0; cut < stored.length; cut++) {
            byte[] part = java.util.Arrays.copyOf(stored, cut);
            assertThrows(IllegalArgumentException.class, () -> SCANNER.decode(part));
        }
    }

    static List<String> messages() {
        return List.of(
                multipart("foo", "pre\r\n--foo\r\nContent-Type: multipart/alternative; boundary=foobar\r\n\r\n--foobar\r\n\r\nin\r\n--foobar--\r\n"
                        + "--foo\r\nContent-Type: message/rfc822\r\n\r\nSubject: n\r\n\r\nbody\r\n--foo--\r\nepi"),
                "Subject: lf\nContent-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\n\n--b--",
                "From: \"q\\\"q\" <a@b>, g: x@y;\r\nSubject: ä\r\n\r\n--\r\n\r\r\n", "no header at all", "\n",
                "Subject:\r\nDate: \r\nMessage-ID:\t\r\nIn-Reply-To:\r\n \r\n\r\nx", "\r\n\r\n", ":\r\n x");
    }

    @Test
    void nestingAndNumberOfPartsAreBounded() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b").append(i).append("\r\n");
        }
        int depth = 0;
        for (Part part = scan(deep.toString()).body(); !part.parts().isEmpty(); part = part.parts().get(0)) {
            depth++;
        }
        assertEquals(MessageScan.MAX_DEPTH, depth);
        assertEquals(MessageScan.MAX_PARTS - 1, scan(multipart("b", "--b\r\n\r\nx\r\n".repeat(20_000))).body().parts().size());
        scan("Content-Type: message/rfc822\r\n\r\n".repeat(2_000));
    }

    @Test
    void aHugeHeaderIsPassedOverAndTheStoredFormStaysSmall() {
        MessageSummary summary = scan("Subject: kept\r\nX: " + "x".repeat(3 << 20) + "\r\nTo: lost@x\r\n\r\nbody");
        assertEquals("kept", summary.envelope().subject().orElseThrow());
        assertEquals(4, summary.body().bodyEnd() - summary.body().bodyStart());
        MessageSummary addresses = scan("To: " + ("\u00ff".repeat(500) + " <a@b>,").repeat(1_000) + "\r\n".repeat(2));
        assertTrue(SCANNER.encode(addresses).length <= SummaryEncoder.MAX_BYTES);
        MessageSummary parts = scan(multipart("b", ("--b\r\nContent-Description: " + "d".repeat(90) + "\r\n\r\n\r\n").repeat(10_000)));
        byte[] stored = SCANNER.encode(parts);
        assertTrue(stored.length <= SummaryEncoder.MAX_BYTES);
        assertEquals("multipart", SCANNER.decode(stored).body().type());
    }

    @Test
    void hostileBytesNeverThrow() {
        Random random = new Random(7);
        String[] pieces = {"\r", "\n", "\r\n", "--b", "--", "b", "Content-Type: multipart/mixed; boundary=b", "Content-Type: message/rfc822", "From: ", "<", ">",
            "@", "\"", "(", ")", ";", ":", ",", "\\", "*0*=", "=", "\0", "\u00e9", "Content-Disposition: x; ", " ", "To: g:"};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            Scan scan = SCANNER.begin();
            scan.update(ByteBuffer.wrap(bytes));
            MessageSummary summary = scan.finish();
            assertEquals(summary, SCANNER.decode(SCANNER.encode(summary)));
            within(summary.body(), 0, bytes.length);
        }
    }

    private static void within(Part part, long from, long end) {
        assertTrue(part.headerStart() >= from && part.bodyStart() >= part.headerStart() && part.bodyEnd() >= part.bodyStart()
                && part.bodyEnd() <= end, part::toString);
        part.parts().forEach(inner -> within(inner, part.bodyStart(), part.bodyEnd()));
        part.message().ifPresent(message -> within(message.body(), part.bodyStart(), part.bodyEnd()));
    }

    @Test
    void aMessageOfTenKilobytesCostsLittle() {
        byte[] bytes = multipart("b", "--b\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(130) + "--b--\r\n").getBytes(StandardCharsets.US_ASCII);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5_000; i++) {
            long start = System.nanoTime();
            Scan scan = SCANNER.begin();
            scan.update(ByteBuffer.wrap(bytes));
            SCANNER.encode(scan.finish());
            best = Math.min(best, System.nanoTime() - start);
        }
        assertTrue(best < Duration.ofNanos(50_000).toNanos(), best + " ns");
    }

    private static List<Address> from(String list) {
        return scan("From: " + list + "\r\n\r\n").envelope().from();
    }

    private static String multipart(String boundary, String body) {
        return "From: A <a@b.c>\r\nTo: b@c.d, C <c@d.e>\r\nSubject: test\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nMessage-ID: <x@y>\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n" + body;
    }

    private static String body(String text, Part part) {
        return text.substring((int) part.bodyStart(), (int) part.bodyEnd());
    }

    private static MessageSummary scan(String text) {
        Scan scan = SCANNER.begin();
        scan.update(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return scan.finish();
    }
}
