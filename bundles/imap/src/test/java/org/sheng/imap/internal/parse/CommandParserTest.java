package org.sheng.imap.internal.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.imap.internal.parse.CommandReader.Result;
import org.sheng.imap.internal.parse.Section.Kind;
import org.sheng.store.Flags;

class CommandParserTest {

    private static Command parse(String text) {
        byte[] bytes = ("t " + text).getBytes(StandardCharsets.ISO_8859_1);
        Request request = CommandParser.parse(bytes, bytes.length);
        assertEquals("t", request.tag());
        return request.command();
    }

    @Test
    void readsFetchWithSectionsAndPartials() {
        Command.Fetch fetch = (Command.Fetch) parse("uid fetch 1,5:*,*:3 (FLAGS BODY.PEEK[1.2.HEADER.FIELDS.NOT (To \"X-\\\"Q\")]<10.20> body[]) (CHANGEDSINCE 7)");
        assertTrue(fetch.uid());
        assertEquals(7, fetch.changedSince());
        assertEquals(List.of(new SequenceSet.Range(1, 1), new SequenceSet.Range(5, -1), new SequenceSet.Range(-1, 3)), fetch.set().ranges());
        FetchItem.Bytes bytes = (FetchItem.Bytes) fetch.items().get(1);
        assertEquals(new Section(List.of(1, 2), Kind.FIELDS_NOT, List.of("To", "X-\"Q")), bytes.section());
        assertEquals("BODY[1.2.HEADER.FIELDS.NOT (TO \"X-\\\"Q\")]", bytes.label());
        assertTrue(bytes.peek() && bytes.offset() == 10 && bytes.count() == 20);
        assertEquals(4, ((Command.Fetch) parse("FETCH 1 ALL")).items().size());
    }

    @Test
    void readsSearchInItsNesting() {
        Command.Search search = (Command.Search) parse("SEARCH CHARSET UTF-8 OR (SEEN 1:3) NOT SINCE 1-Feb-1994 HEADER Subject {3}\r\nabc");
        assertEquals("UTF-8", search.charset());
        SearchKey.And and = (SearchKey.And) search.key();
        SearchKey.Or or = (SearchKey.Or) and.keys().get(0);
        assertEquals(new SearchKey.Not(new SearchKey.Internal(SearchKey.When.SINCE, LocalDate.of(1994, 2, 1))), or.other());
        assertEquals(new SearchKey.Header("subject", "abc"), and.keys().get(1));
        assertInstanceOf(Command.Invalid.class, parse("SEARCH " + "NOT ".repeat(60) + "ALL"));
    }

    @Test
    void readsStoreInAllForms() {
        Command.Store store = (Command.Store) parse("STORE 2:4 (UNCHANGEDSINCE 12) -FLAGS.SILENT \\Seen $Label1");
        assertEquals(new Command.Store(false, new SequenceSet(List.of(new SequenceSet.Range(2, 4))), 12, org.sheng.store.Batch.FlagChange.REMOVE, true,
                Flags.of(Flags.SEEN, List.of("$Label1"))), store);
        assertEquals(Flags.NONE, ((Command.Store) parse("STORE 1 FLAGS ()")).flags());
    }

    @Test
    void readsAppendUpToItsMessage() {
        byte[] head = "a append {5+}\r\nINBOX (\\Seen) \" 1-Feb-2024 10:00:00 +0100\" {310+}\r\n".getBytes(StandardCharsets.US_ASCII);
        Request request = CommandParser.appendHead(head, head.length).orElseThrow();
        Command.Append append = (Command.Append) request.command();
        assertEquals("INBOX", append.mailbox());
        assertEquals(310, append.size());
        assertEquals(1706778000000L, append.date().getAsLong());
        byte[] name = "a append {5+}\r\n".getBytes(StandardCharsets.US_ASCII);
        assertTrue(CommandParser.appendHead(name, name.length).isEmpty(), "the mailbox's literal is not the message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LOGIN a", "SELECT", "SELECT INBOX x", "FETCH 0 FLAGS", "FETCH 1 (", "FETCH 1 BODY[", "FETCH 1 BODY[0]", "FETCH 1 BODY[MIME]",
            "FETCH 1 BODY[]<1.0>", "FETCH 4294967296 FLAGS", "FETCH 1:2:3 FLAGS", "STORE 1 FLAGS \\*", "STORE 1 XFLAGS ()", "SEARCH", "SEARCH ON 31-Feb-2024",
            "SEARCH ON 1-Xyz-2024", "LIST \"\"", "STATUS INBOX ()", "LOGIN \"a {1}\r\nb", "LOGIN {5}\r\nabc", "NOOP ", "NOOP x", "COPY 1", "ENABLE", "ID",
            "UID", "SEARCH CHARSET", "LOGIN \0 b", "APPEND INBOX x"})
    void saysBadToWhatIsNoCommand(String text) {
        Command command = parse(text);
        assertTrue(command instanceof Command.Invalid || command instanceof Command.Unknown, command::toString);
    }

    @Test
    void neverThrowsWhateverComes() {
        Random random = new Random(3);
        String[] words = {"a ", "UID ", "FETCH ", "1:*", ",", "(", ")", "BODY[", "]", "<", "SEARCH ", "{3}\r\n", "{3+}\r\n", "\"", "\\", "STORE ", "FLAGS ",
            "APPEND ", "INBOX ", "LIST ", "&AOk-", "&", "%", "*", "99999999999999999999", "OR ", "NOT ", "\0", "\u00ff", "CHARSET ", "RETURN ", "SELECT ",
            "1-Jan-2024", "HEADER.FIELDS ", " ", "NIL", "ID ", "STATUS ", "LOGIN ", "\r", "\n", "-", "+"};
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "t " : "");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(words[random.nextInt(words.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            CommandParser.parse(bytes, bytes.length);
            CommandParser.appendHead(bytes, bytes.length);
        }
    }

    @Test
    void theReaderFindsTheSameCommandWhereverTheBytesAreCut() {
        byte[] bytes = "a LOGIN {3+}\r\nj{5 {4+}\r\np\r\nw\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut < bytes.length; cut++) {
            CommandReader reader = new CommandReader();
            Result result = feed(reader, ByteBuffer.wrap(bytes, 0, cut));
            assertEquals(Result.MORE, result, "cut at " + cut);
            assertEquals(Result.COMPLETE, feed(reader, ByteBuffer.wrap(bytes, cut, bytes.length - cut)));
            Command.Login login = (Command.Login) CommandParser.parse(reader.bytes(), reader.length()).command();
            assertEquals("j{5", login.user());
            assertEquals("p\r\nw", new String(login.password()));
        }
    }

    private static Result feed(CommandReader reader, ByteBuffer bytes) {
        Result result = reader.read(bytes);
        while (result == Result.LITERAL) {
            reader.acceptLiteral();
            result = reader.read(bytes);
        }
        return result;
    }

    @Test
    void namesSurviveTheWayOverTheWire() {
        for (String name : List.of("INBOX", "Entwürfe", "台北/日本語", "A&B", "&", "~peter/mail/😀", "tab")) {
            assertEquals(name, MailboxName.decode(MailboxName.encode(name)));
        }
        assertEquals("~peter/mail/&U,BTFw-/&ZeVnLIqe-", MailboxName.encode("~peter/mail/台北/日本語")); // RFC 3501 §5.1.3
        assertEquals("INBOX/x", MailboxName.decode("inBox/x"));
        assertEquals("Inboxes", MailboxName.decode("Inboxes"));
    }
}
