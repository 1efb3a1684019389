package org.sheng.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @Test
    void caseOfEitherPartDoesNotMakeAnotherMailbox() {
        MailAddress written = MailAddress.parse("Anna.Lee@Example.ORG");
        assertEquals(MailAddress.parse("anna.lee@example.org"), written);
        assertEquals("anna.lee@example.org", written.key());
        assertEquals("Anna.Lee@example.org", written.toString(), "the local part stays as it was written");
    }

    @Test
    void internationalisedDomainsAreComparedByTheirAsciiForm() {
        assertEquals(MailAddress.parse("a@xn--fsqu00a.xn--0zwm56d"), MailAddress.parse("a@例子.测试"));
    }

    @Test
    void localPartIsNormalised() {
        assertEquals(MailAddress.parse("jose\u0301@example.org"), MailAddress.parse("jos\u00e9@example.org"));
        assertFalse(MailAddress.parse("张伟@example.org").isAscii());
        assertTrue(MailAddress.parse("zhang@例子.测试").isAscii());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "\"a b\"@x.org|a b|\"a b\"@x.org",
        "\"plain\"@x.org|plain|plain@x.org",
        "\"a\\\"b\"@x.org|a\"b|\"a\\\"b\"@x.org",
        "\"@\"@x.org|@|\"@\"@x.org",
        "a@[127.0.0.1]|a|a@[127.0.0.1]"})
    void quotesAreReadAndWrittenWhereTheyAreNeeded(String text, String local, String wire) {
        MailAddress address = MailAddress.parse(text);
        assertEquals(local, address.local());
        assertEquals(wire, address.toString());
        assertEquals(address, MailAddress.parse(wire));
    }

    @Test
    void detailStandsBehindTheFirstPlus() {
        MailAddress address = MailAddress.parse("anna+lists+java@x.org");
        assertEquals(Optional.of("lists+java"), address.detail());
        assertEquals("anna@x.org", address.withoutDetail().toString());
        assertEquals(Optional.empty(), MailAddress.parse("+anna@x.org").detail(), "a local part is not all detail");
        assertNotEquals(address, address.withoutDetail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "@x.org", "a@", "a b@x.org", "a@x y", ".a@x.org", "a..b@x.org", "a\r\n@x.org",
        "\"a\r\"@x.org", "a@x,y", "a@<x>", "\"a\"b\"@x.org", "a\"b@x.org", "a@.", "a@x\u0000y"})
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse(text));
    }

    @Test
    void lengthsAreBoundedInOctets() {
        assertEquals(64, MailAddress.parse("a".repeat(64) + "@x.org").local().length());
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse("a".repeat(65) + "@x.org"));
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse("张".repeat(22) + "@x.org"));
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse("a@" + "b".repeat(256)));
    }
}
