package org.sheng.passwords.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.auth.Passwords.Match;
import org.sheng.auth.Passwords.ScramKeys;
import org.sheng.directory.Directory.Credentials;

class PasswordsTest {
    private static final PasswordSettings CHEAP = new PasswordSettings(8192, 1, 4096);

    @TempDir
    Path folder;
    private NodePasswords passwords;
    private final UUID user = UUID.randomUUID();

    @BeforeEach
    void open() throws Exception {
        passwords = NodePasswords.open(folder, CHEAP);
    }

    @Test
    void aNewPasswordIsKeptAsArgon2idAndAsSealedScramKeys() {
        Credentials made = passwords.make(user, "correct horse".toCharArray());
        assertTrue(made.hash().startsWith("$argon2id$v=19$m=8192,t=1,p=1$"), made.hash());
        assertTrue(passwords.scram(made).isPresent());
        assertEquals(new Match.Right(Optional.empty()), passwords.match(made, "correct horse".toCharArray()));
        assertInstanceOf(Match.Wrong.class, passwords.match(made, "correct hors".toCharArray()));
    }

    @Test
    void anImportedPasswordGetsItsArgon2idAtTheFirstLogin() {
        Credentials quick = passwords.makeQuickly(user, "correct horse".toCharArray());
        assertEquals("", quick.hash());
        assertInstanceOf(Match.Wrong.class, passwords.match(quick, "wrong".toCharArray()));
        Match.Right right = assertInstanceOf(Match.Right.class, passwords.match(quick, "correct horse".toCharArray()));
        Credentials better = right.better().orElseThrow();
        assertTrue(better.hash().startsWith("$argon2id$"));
        assertEquals(new Match.Right(Optional.empty()), passwords.match(better, "correct horse".toCharArray()));
    }

    // made from "secret-1" by doveadm pw 2.3.19, crypt(3) of glibc 2.36, and hashlib in passlib's form
    @ParameterizedTest
    @ValueSource(strings = {
        "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$pX20ON84/J6PMKJ8zTKg0Q$y8A/NAQtYR2LEIwi"
            + "jLMNERcdxZLnfvht1Zf8U5BB0XM",
        "{PBKDF2}$1$ERkSZHGIsZLBRyJ/$5000$5fb4b8caf06571b67d25cb9a58eea7ef245cb9b2",
        "{SHA512-CRYPT}$6$yIGL6GUh2hwphlPy$XyVjMpG8kEzXt8u/p9XsNcTWdiOT.avGtsH5S5RdT8I5.c"
            + "NPxD3y1UMpQXTsyHkX/PQvLA5paieTCTmsvSE4H0",
        "{BLF-CRYPT}$2y$05$wTZhg6MNGagEy8MOD414MOevQv25G3V2ThQ6QiZh52d2riNZU0Jhi",
        "$6$rounds=5000$abcdefgh12345678$W2oB9vrvVLebqvLvk7coPADoic2fL7LAbUnGI9V5qgCiD.vT"
            + "pblQI08FAKopxRNjlURZgjX/TICnoi5y1vw2J1",
        "$2y$05$abcdefghijklmnopqrstuuNyfD1e6TuAxhlZIeKrqXUCJ7D8jeA.m",
        "$pbkdf2-sha256$29000$MDEyMzQ1Njc4OWFiY2RlZg$u/HynmbopjxjimLLGJi1NKlVtczlMyAnCP/7BrQXjFc"})
    void hashesOfOtherSystemsAreCheckedAndReplacedByOurs(String text) {
        String stored = passwords.recognise(text).orElseThrow();
        Credentials before = new Credentials(user, stored, "");
        assertInstanceOf(Match.Wrong.class, passwords.match(before, "secret-2".toCharArray()));
        Match.Right right = assertInstanceOf(Match.Right.class, passwords.match(before, "secret-1".toCharArray()));
        Credentials better = right.better().orElseThrow();
        assertTrue(better.hash().startsWith("$argon2id$"));
        assertTrue(passwords.scram(better).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$6$salt$short", "$2y$10$short", "$2y$20$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
        "$argon2id$v=19$m=9999999,t=9,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA", "{MD5}abc", "$1$salt$hash", "$pbkdf2-sha256$99999999$AA$AA"})
    void damagedCostlyAndUnknownHashesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> passwords.recognise(text));
    }

    @Test
    void clearTextIsNoHash() {
        assertEquals(Optional.empty(), passwords.recognise("pa$$word{1}"));
    }

    // RFC 7677 §3
    @Test
    void scramKeysAreThoseOfTheStandardsExample() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        ScramKeys keys = Scram.keys(Utf8.of("pencil"), salt, 4096);
        String message = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertEquals(Optional.of("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
                passwords.scramSignature(keys, Utf8.of(message), proof).map(Base64.getEncoder()::encodeToString));
        assertEquals(Optional.empty(), passwords.scramSignature(keys, Utf8.of(message + " "), proof));
        assertEquals(Optional.empty(), passwords.scramSignature(keys, Utf8.of(message), Arrays.copyOf(proof, 33)));
        proof[31] ^= 1;
        assertEquals(Optional.empty(), passwords.scramSignature(keys, Utf8.of(message), proof));
    }

    // RFC 7914 §11
    @Test
    void pbkdf2IsThatOfTheStandardsExample() {
        assertArrayEquals(HexFormat.of().parseHex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"),
                Pbkdf2.derive("SHA-256", Utf8.of("passwd"), Utf8.of("salt"), 1, 64));
    }

    @Test
    void sealedKeysOpenForTheirUserAndNodeOnly() throws Exception {
        Credentials made = passwords.makeQuickly(user, "correct horse".toCharArray());
        assertTrue(NodePasswords.open(folder, CHEAP).scram(made).isPresent());
        assertFalse(passwords.scram(new Credentials(UUID.randomUUID(), "", made.scram())).isPresent());
        assertFalse(NodePasswords.open(folder.resolve("other"), CHEAP).scram(made).isPresent());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords/seal.key"))));
    }

    @Test
    void sameTextTypedInTwoNormalisationFormsIsTheSamePassword() {
        Credentials made = passwords.make(user, "pa\u0073s\u00e9-w\u00f6rt".toCharArray());
        assertInstanceOf(Match.Right.class, passwords.match(made, "passe\u0301-wo\u0308rt".toCharArray()));
    }

    @Test
    void anUnknownLoginHasKeysThatStayTheSame() {
        assertArrayEquals(passwords.scramOfNobody("a@b").salt(), passwords.scramOfNobody("a@b").salt());
        assertNotEquals(HexFormat.of().formatHex(passwords.scramOfNobody("a@b").salt()),
                HexFormat.of().formatHex(passwords.scramOfNobody("a@c").salt()));
    }

    @Test
    void costsAreMeasured() throws Exception {
        NodePasswords real = NodePasswords.open(folder, PasswordSettings.DEFAULT);
        Credentials full = real.make(user, "correct horse".toCharArray());
        for (int i = 0; i < 5; i++) {
            real.match(full, "correct horse".toCharArray());
            real.makeQuickly(user, "correct horse".toCharArray());
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 10; i++) {
            real.match(full, "correct horse".toCharArray());
        }
        long argon2 = (threads.getCurrentThreadCpuTime() - start) / 10;
        start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 100; i++) {
            real.makeQuickly(user, "correct horse".toCharArray());
        }
        long quick = (threads.getCurrentThreadCpuTime() - start) / 100;
        System.out.printf("one Argon2id check %.1f ms of CPU, one quick proof %.2f ms%n", argon2 / 1e6, quick / 1e6);
        assertTrue(quick * 3 < argon2, "a quick proof must be much cheaper than Argon2id");
    }
}
