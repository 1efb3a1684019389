package org.sheng.net.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPairFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"RSA, pkcs1", "RSA, pkcs8", "EC, sec1", "EC, pkcs8"})
    void pemInItsForms(String algorithm, String form) throws Exception {
        KeyPair pair = pair(algorithm);
        X509Certificate certificate = certificate(pair);
        Path crt = write("node.crt", certificate);
        Path key = write("node.key", switch (form) {
            case "pkcs8" -> new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded());
            case "sec1" -> sec1(pair); // as "openssl ecparam -genkey" writes it, with the curve within
            default -> pair.getPrivate(); // the writer's own form is PKCS#1
        });
        KeyPairFile.Identity identity = KeyPairFile.read(crt, key, "");
        assertEquals(certificate, identity.chain().get(0));
        assertEquals(algorithm, identity.key().getAlgorithm());
    }

    @Test
    void keyAndChainInOneFile() throws Exception {
        KeyPair pair = pair("RSA");
        X509Certificate certificate = certificate(pair);
        Path all = write("all.pem", pair.getPrivate(), certificate, certificate(pair("EC")));
        KeyPairFile.Identity identity = KeyPairFile.read(all, null, "");
        assertEquals(2, identity.chain().size());
        assertEquals(certificate, identity.chain().get(0));
    }

    @Test
    void pkcs12WithItsPassword() throws Exception {
        KeyPair pair = pair("EC");
        X509Certificate certificate = certificate(pair);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("node", pair.getPrivate(), "secret".toCharArray(), new Certificate[] {certificate});
        Path file = folder.resolve("node.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        assertEquals(certificate, KeyPairFile.read(file, null, "secret").chain().get(0));
        assertThrows(java.io.IOException.class, () -> KeyPairFile.read(file, null, "wrong"));
    }

    @Test
    void aKeyThatDoesNotBelongToTheCertificateIsRefused() throws Exception {
        Path crt = write("node.crt", certificate(pair("EC")));
        Path key = write("node.key", sec1(pair("EC")));
        Exception refused = assertThrows(GeneralSecurityException.class, () -> KeyPairFile.read(crt, key, ""));
        assertTrue(refused.getMessage().contains("does not belong"));
    }

    @Test
    void aFileWithoutKeyIsRefused() throws Exception {
        Path crt = write("node.crt", certificate(pair("EC")));
        assertThrows(GeneralSecurityException.class, () -> KeyPairFile.read(crt, null, ""));
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        return generator.generateKeyPair();
    }

    private static PemObject sec1(KeyPair pair) throws Exception {
        BigInteger d = ((ECPrivateKey) pair.getPrivate()).getS();
        return new PemObject("EC PRIVATE KEY", new org.bouncycastle.asn1.sec.ECPrivateKey(256, d, SECObjectIdentifiers.secp256r1).getEncoded());
    }

    private static X509Certificate certificate(KeyPair pair) throws Exception {
        X500Name name = new X500Name("CN=test");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now), Date.from(now.plusSeconds(3600)), name, pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256with" + (pair.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA"))
                        .build(pair.getPrivate())));
    }

    private Path write(String name, Object... items) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object item : items) {
                writer.writeObject(item);
            }
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }
}
