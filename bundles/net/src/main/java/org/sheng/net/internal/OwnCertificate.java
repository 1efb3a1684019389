package org.sheng.net.internal;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.sheng.config.Node;

/** The node's own certificate, made at its first start: EC P-256, signed by itself, {@code etc/tls/node.crt} with {@code node.key}. */
final class OwnCertificate {
    private static final Duration LIFE = Duration.ofDays(3650);
    /** Long ago, so that it is valid whatever the clock was set to when it was made, or is set to later. */
    private static final Instant VALID_FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private OwnCertificate() { }

    static Path certificateFile(Node node) {
        return node.etcFolder().resolve("tls").resolve("node.crt");
    }

    /** Reads it; makes it where it is missing or about to run out. */
    static KeyPairFile.Identity in(Node node) throws IOException, GeneralSecurityException {
        Path certificate = certificateFile(node);
        Path key = certificate.resolveSibling("node.key");
        if (Files.exists(certificate) && Files.exists(key)) {
            KeyPairFile.Identity there = KeyPairFile.read(certificate, key, "");
            if (there.chain().get(0).getNotAfter().toInstant().isAfter(Instant.now().plus(RENEW_BEFORE))) {
                return there;
            }
        }
        make(node.hostName(), certificate, key);
        return KeyPairFile.read(certificate, key, "");
    }

    private static void make(String host, Path certificate, Path key) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Files.createDirectories(certificate.getParent());
        write(key, pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded())), "rw-------");
        write(certificate, pem(selfSigned(host, pair)), "rw-r--r--");
    }

    private static X509CertificateHolder selfSigned(String host, KeyPair pair) throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, host.length() <= 64 ? host : "localhost").build(); // RFC 5280: ub-common-name 64
        GeneralName[] names = {new GeneralName(GeneralName.dNSName, host), new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")};
        try {
            return new JcaX509v3CertificateBuilder(name, new BigInteger(127, new SecureRandom()), Date.from(VALID_FROM),
                    Date.from(now.plus(LIFE)), name, pair.getPublic())
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static String pem(Object item) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(item);
        }
        return text.toString();
    }

    /** Whole or not at all, and never readable by others in between. */
    private static void write(Path file, String text, String permissions) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
