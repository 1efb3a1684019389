package org.sheng.net.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;

/** Reads a certificate chain with its key: PEM (PKCS#8, PKCS#1 or SEC1 keys, encrypted or not) or PKCS12. */
final class KeyPairFile {

    private KeyPairFile() { }

    /** @param chain the server's own certificate first */
    record Identity(PrivateKey key, List<X509Certificate> chain) { }

    /** @param keyFile null: the key is in the certificate's file */
    static Identity read(Path certificate, Path keyFile, String password) throws IOException, GeneralSecurityException {
        String name = certificate.getFileName().toString().toLowerCase(Locale.ROOT);
        Identity identity = name.endsWith(".p12") || name.endsWith(".pfx")
                ? readPkcs12(certificate, password)
                : readPem(certificate, keyFile == null ? certificate : keyFile, password);
        checkThatTheyBelongTogether(identity, certificate);
        return identity;
    }

    private static Identity readPkcs12(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return new Identity(key, chain);
            }
        }
        throw new GeneralSecurityException("no private key in " + file);
    }

    private static Identity readPem(Path certificate, Path keyFile, String password) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Object item : itemsOf(certificate)) {
            if (item instanceof X509CertificateHolder holder) {
                chain.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("no certificate in " + certificate);
        }
        for (Object item : itemsOf(keyFile)) {
            PrivateKeyInfo key = keyOf(item, password);
            if (key != null) {
                return new Identity(new JcaPEMKeyConverter().getPrivateKey(key), chain);
            }
        }
        throw new GeneralSecurityException("no private key in " + keyFile);
    }

    private static List<Object> itemsOf(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file); PEMParser parser = new PEMParser(text)) {
            List<Object> items = new ArrayList<>();
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                items.add(item);
            }
            return items;
        }
    }

    /** The key in a PEM item, null where it holds none. */
    private static PrivateKeyInfo keyOf(Object item, String password) throws IOException, GeneralSecurityException {
        try {
            if (item instanceof PrivateKeyInfo plain) {
                return plain;
            }
            if (item instanceof PEMKeyPair pair) {
                return pair.getPrivateKeyInfo();
            }
            if (item instanceof PEMEncryptedKeyPair encrypted) {
                return encrypted.decryptKeyPair(new BcPEMDecryptorProvider(password.toCharArray())).getPrivateKeyInfo();
            }
            if (item instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder().build(password.toCharArray()));
            }
            return null;
        } catch (OperatorCreationException | PKCSException e) {
            throw new GeneralSecurityException("the private key cannot be decrypted; is the password right?", e);
        }
    }

    private static void checkThatTheyBelongTogether(Identity identity, Path file) throws GeneralSecurityException {
        byte[] probe = {1, 2, 3};
        String algorithm = switch (identity.key().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> identity.key().getAlgorithm();
        };
        java.security.Signature signer = java.security.Signature.getInstance(algorithm);
        signer.initSign(identity.key());
        signer.update(probe);
        byte[] signature = signer.sign();
        java.security.Signature verifier = java.security.Signature.getInstance(algorithm);
        verifier.initVerify(identity.chain().get(0).getPublicKey());
        verifier.update(probe);
        boolean fits;
        try {
            fits = verifier.verify(signature);
        } catch (java.security.SignatureException e) {
            fits = false;
        }
        Arrays.fill(signature, (byte) 0);
        if (!fits) {
            throw new GeneralSecurityException("the private key does not belong to the certificate in " + file);
        }
    }
}
