package org.sheng.smtp.parse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.mail.MailAddress;

class CommandsTest {

    @Test
    void aCommandIsItsVerbAndTheRest() {
        assertEquals(new CommandLine("MAIL", "FROM:<a@b>"), CommandLine.parse("mail  FROM:<a@b>  "));
        assertEquals(new CommandLine("QUIT", ""), CommandLine.parse("quit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\n", "\n", "NO\rOP\r\n", "NO\0OP\r\n", "NOOP \u00e4\r\n"})
    void linesThatAreNoneAreRefused(String line) {
        assertThrows(BadSyntax.class, () -> CommandLine.take(bytes(line), line.length()));
    }

    @Test
    void aLineIsFoundOnlyWithinItsLimit() {
        assertEquals(6, CommandLine.lengthOf(bytes("NOOP\r\nQUIT\r\n"), 100));
        assertEquals(-1, CommandLine.lengthOf(bytes("NOOP\r\n"), 5));
        assertEquals(-1, CommandLine.lengthOf(bytes("NOOP"), 100));
    }

    @Test
    void senderWithParameters() throws BadSyntax {
        MailFrom from = MailFrom.parse("FROM:<Ann@Sheng.example> SIZE=123 body=8bitmime AUTH=<>");
        assertEquals("Ann@sheng.example", from.sender().orElseThrow().toString());
        assertEquals(123, from.size());
        assertTrue(from.eightBit());
    }

    @Test
    void theNullPathIsASender() throws BadSyntax {
        assertEquals(new MailFrom(Optional.empty(), 0, false), MailFrom.parse("from:<>"));
    }

    @Test
    void aSourceRouteIsIgnored() throws BadSyntax {
        assertEquals(Optional.of(new MailAddress("a", "b.example")), RcptTo.parse("TO:<@x.example,@y.example:a@b.example>").address());
    }

    @Test
    void aQuotedLocalPartMayHoldBrackets() throws BadSyntax {
        assertEquals("a> b\"c", RcptTo.parse("TO:<\"a> b\\\"c\"@b.example>").address().orElseThrow().local());
    }

    @Test
    void postmasterNeedsNoDomain() throws BadSyntax {
        assertEquals(Optional.empty(), RcptTo.parse("TO:<PostMaster>").address());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FROM|501", "FROM:|501", "FROM:a@b|501", "FROM:<a@b|501", "FROM:<a@b>SIZE=1|501", "FROM:<a>|553", "FROM:<a@b> SIZE|501", "FROM:<a@b> SIZE=|501",
        "FROM:<a@b> SIZE=-1|501", "FROM:<a@b> SIZE=x|501", "FROM:<a@b> BODY=BINARYMIME|501", "FROM:<a@b> SMTPUTF8|555", "FROM:<a@b> =1|501",
        "FROM:<a b@c>|553", "FROM:<@x>|501", "TO:<a@b>|501"})
    void badSendersAreRefused(String argument, int code) {
        assertEquals(code, assertThrows(BadSyntax.class, () -> MailFrom.parse(argument)).code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"TO:<>|501", "TO:<a>|501", "TO:a@b|501", "TO:<a@b> NOTIFY=NEVER|555", "FROM:<a@b>|501", "TO:<@>|501"})
    void badRecipientsAreRefused(String argument, int code) {
        assertEquals(code, assertThrows(BadSyntax.class, () -> RcptTo.parse(argument)).code());
    }

    @Test
    void aSizeBeyondAllNumbersIsVeryLarge() throws BadSyntax {
        assertEquals(Long.MAX_VALUE, MailFrom.parse("FROM:<a@b> SIZE=99999999999999999999").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<script>", "a\"b", "(x)", "x;y"})
    void badNamesAreRefused(String name) {
        assertThrows(BadSyntax.class, () -> HelloName.parse(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.example", "[127.0.0.1]", "[IPv6:::1]", "under_score", "x"})
    void goodNamesAreTaken(String name) throws BadSyntax {
        assertEquals(name, HelloName.parse(name).name());
    }

    @Test
    void anInitialResponseIsDecoded() throws BadSyntax {
        assertArrayEquals(new byte[] {0, 'a'}, AuthStart.parse("plain AGE=").initial().orElseThrow());
        assertArrayEquals(new byte[0], AuthStart.parse("PLAIN =").initial().orElseThrow());
        assertEquals(Optional.empty(), AuthStart.parse("PLAIN").initial());
        assertThrows(BadSyntax.class, () -> AuthStart.parse("PLAIN %%%"));
    }

    @Test
    void whateverComesIsParsedOrRefusedAndNothingElse() {
        Random random = new Random(3);
        String alphabet = "FROMTO:<>@a.\"\\ =SIZE9,;\t\u00ff[]";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM:<" : "TO:<");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            refusedOrTaken(() -> MailFrom.parse(text.toString()));
            refusedOrTaken(() -> RcptTo.parse(text.toString()));
            refusedOrTaken(() -> AuthStart.parse(text.toString()));
        }
    }

    private interface Parse {
        Object parse() throws BadSyntax;
    }

    private static void refusedOrTaken(Parse parse) {
        try {
            assertTrue(parse.parse() != null);
        } catch (BadSyntax e) {
            assertTrue(e.code() >= 500 && !e.getMessage().isEmpty());
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
